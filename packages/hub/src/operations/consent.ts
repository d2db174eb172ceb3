import type { Consent, ConsentAct, Withdrawal } from "@throughline/consent";
import { noticeInputSchema, noticeSchema, purposeInputSchema } from "@throughline/consent";
import type { OrganisationId } from "@throughline/core";
import * as z from "zod";
import { HubError } from "../errors.js";
import { atHome } from "../home.js";
import { type AnyOperation, type Call, operation } from "../operation.js";
import { digestSchema } from "../shapes.js";
import {
  type AnswerBody,
  answerBody,
  consentQueries,
  consentRecord,
  decisions,
  definedPurpose,
  projection,
  projectionBody,
  publishedNotice,
  type WithdrawalBody,
  withdrawalBody,
} from "./consent-shapes.js";

const speakers = ["person", "staff"] as const;
const keepers = ["staff", "service"] as const;
const everyone = ["person", "staff", "service"] as const;

/** A person speaks for themselves; whom staff write for is in the body. The service refuses any other pair. */
function subjectOf({ actor, body }: Call<{ readonly subject?: string }>): string {
  const subject = body.subject ?? (actor.kind === "person" ? actor.id : undefined);
  if (subject === undefined) throw new HubError("hub/invalid-request", { details: { fields: ["subject"] } });
  return subject;
}

function saying(
  consent: Consent,
  act: "grant" | "refuse",
  told: { readonly id: string; readonly summary: string },
): AnyOperation {
  return operation({
    ...told,
    capability: "consent",
    method: "post",
    path: `/consents/${act}`,
    actors: speakers,
    body: answerBody,
    answer: consentRecord,
    run: async (call: Call<AnswerBody>) => {
      const given: ConsentAct = { ...call.body, subject: subjectOf(call) };
      const { replayed: _, ...record } = await consent[act](given, call);
      return record;
    },
  });
}

function actsOf(consent: Consent): readonly AnyOperation[] {
  return [
    saying(consent, "grant", { id: "grantConsent", summary: "Records a yes." }),
    saying(consent, "refuse", { id: "refuseConsent", summary: "Records a no." }),
    operation({
      id: "withdrawConsent",
      capability: "consent",
      method: "post",
      path: "/consents/withdraw",
      summary: "Records that consent is taken back; doing it again is harmless.",
      actors: speakers,
      body: withdrawalBody,
      answer: consentRecord,
      run: async (call: Call<WithdrawalBody>) => {
        const given: Withdrawal = { ...call.body, subject: subjectOf(call) };
        const { replayed: _, ...record } = await consent.withdraw(given, call);
        return record;
      },
    }),
    operation({
      id: "listMyConsents",
      capability: "consent",
      method: "get",
      path: "/consents/mine",
      summary: "How each of the person's own consents stands.",
      actors: ["person"],
      answer: z.array(consentRecord).readonly(),
      run: async ({ actor }) => await consent.ofSubject(actor.id),
    }),
  ];
}

/** Reads with a body: a person's pseudonym in an address would be kept in every log on the way. */
function questionsOf(consent: Consent): readonly AnyOperation[] {
  return [
    operation({
      id: "checkConsent",
      capability: "consent",
      method: "post",
      path: "/consents/check",
      summary:
        "Says whether facts may be used for a purpose now, and why. Changes nothing: it is a POST because no personal id belongs in an address, and its key is not looked at.",
      actors: keepers,
      body: consentQueries,
      answer: decisions,
      run: async ({ body }) => await consent.checkAll(body),
    }),
    operation({
      id: "projectConsent",
      capability: "consent",
      method: "post",
      path: "/consents/project",
      summary:
        "Gives back the part of the data that may be used, and why the rest may not. Changes nothing: it is a POST because no personal data belongs in an address, and its key is not looked at.",
      actors: keepers,
      body: projectionBody,
      answer: projection,
      run: async ({ body: { data, ...query } }) => await consent.project(data, query),
    }),
  ];
}

function readingsOf(consent: Consent): readonly AnyOperation[] {
  return [
    operation({
      id: "getPurpose",
      capability: "consent",
      method: "get",
      path: "/purposes/{purpose}",
      summary: "A purpose as it is defined now.",
      actors: everyone,
      answer: definedPurpose,
      run: async ({ params }) => {
        const found = await consent.purpose(params["purpose"] ?? "");
        if (!found) throw new HubError("hub/not-found");
        return found;
      },
    }),
    operation({
      id: "getNotice",
      capability: "consent",
      method: "get",
      path: "/notices/{hash}",
      summary: "One rendering of a notice by its digest: exactly what people were told.",
      actors: everyone,
      answer: noticeSchema,
      run: async ({ params }) => {
        const hash = digestSchema.safeParse(params["hash"]);
        const found = hash.success ? await consent.notice(hash.data) : undefined;
        if (!found) throw new HubError("hub/not-found");
        return found;
      },
    }),
  ];
}

function definitionsOf(consent: Consent): readonly AnyOperation[] {
  return [
    operation({
      id: "definePurpose",
      capability: "consent",
      method: "post",
      path: "/purposes",
      summary:
        "Defines a purpose, or gives it more under the same id; the same content again changes nothing.",
      actors: ["service"],
      body: purposeInputSchema,
      answer: definedPurpose,
      status: 201,
      run: async ({ body, actor }) => await consent.definePurpose(body, { actor }),
    }),
    operation({
      id: "publishNotice",
      capability: "consent",
      method: "post",
      path: "/notices",
      summary: "Publishes what people are told; the same content again changes nothing.",
      actors: ["service"],
      body: noticeInputSchema,
      answer: publishedNotice,
      status: 201,
      run: async ({ body, actor }) => await consent.publishNotice(body, { actor }),
    }),
  ];
}

/**
 * Consent over HTTP, for the parties of one organisation.
 *
 * @param organisation - The one that keeps the records: the same that `createConsent` was given.
 */
export function consentOperations(consent: Consent, organisation: OrganisationId): readonly AnyOperation[] {
  return [actsOf, questionsOf, readingsOf, definitionsOf]
    .flatMap((make) => make(consent))
    .map((made) => atHome(organisation, made));
}
