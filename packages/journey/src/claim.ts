import {
  type Actor,
  type CommittedRecord,
  type Fields,
  type Instant,
  idOf,
  isErased,
  isThroughlineError,
} from "@throughline/core";
import * as z from "zod";
import { attempt } from "./attempt.js";
import { type CodeMacs, codeMacs } from "./code-secret.js";
import { JourneyError } from "./errors.js";
import { type ActOptions, clock, type Foundation, handoffRecord, keyed, parsed } from "./foundation.js";
import type { HandoffState, HandoffTerms } from "./handoff.js";
import type { RoutingCard } from "./handoff-model.js";
import {
  type Grant,
  isSameParty,
  nameSchema,
  type Presence,
  presenceChannels,
  presenceSchema,
} from "./model.js";
import { parseSpokenCode, type SpokenCode } from "./spoken-code.js";
import { reserveCode, reserveOfficer } from "./tries.js";

/** How somebody claims a handoff that waits in a queue. */
export interface QueueClaimInput {
  /** How officer and person are together. */
  readonly presence: Presence;
  /** The claimant's own id for this claim. Sending it again gives the same claim. */
  readonly claimId: string;
}

/** How somebody claims a handoff by its code. */
export interface ClaimInput extends QueueClaimInput {
  /** The code as it was said or typed. */
  readonly code: string;
}

const queueClaimInput: z.ZodType<QueueClaimInput> = z.strictObject({
  presence: presenceSchema,
  claimId: nameSchema,
} satisfies Fields<QueueClaimInput>);

const claimInput: z.ZodType<ClaimInput> = z.strictObject({
  presence: presenceSchema,
  claimId: nameSchema,
  code: z.string().max(1000),
} satisfies Fields<ClaimInput>);

/** A claim that won, or that there is nothing to claim. Unknown, used, expired and mistaken codes all look the same. */
export type Claimed =
  | {
      readonly ok: true;
      /** Proves the claim to `accept` and `decline`. */
      readonly grant: Grant;
      /** The journey. */
      readonly journeyId: string;
      /** All that may be seen before the person is checked. */
      readonly card: RoutingCard;
      /** Until when the claim stands. */
      readonly until: Instant;
    }
  | { readonly ok: false; readonly reason: "not-found" };

const notFound: Claimed = { ok: false, reason: "not-found" };

function cardOf({ card, access }: HandoffTerms): RoutingCard {
  return isErased(access) || access.value.length === 0 ? card : { ...card, access: access.value };
}

/** What the claim gave, read from the commit that made it and never newer. */
async function claimedBy(
  { handoffs }: Foundation,
  made: CommittedRecord,
  claimId: string,
  actor: Actor,
): Promise<Claimed> {
  const { terms, claim, status, epoch, until } = (await handoffs.load(made.record)).state;
  const isStanding = (status === "claimed" || status === "accepted") && claim?.id === claimId;
  if (!terms || !isStanding || until === undefined || !isSameParty(claim?.holder, actor)) return notFound;
  const grant: Grant = { handoff: idOf(made.record), version: made.version, epoch };
  return { ok: true, grant, journeyId: terms.journey, card: cardOf(terms), until };
}

function checkStaff(actor: Actor): string {
  if (actor.kind !== "staff" || actor.unit === undefined) throw new JourneyError("journey/not-staff");
  return actor.unit;
}

const nothingThere: readonly string[] = ["journey/not-found", "journey/wrong-state", "ledger/too-late"];

interface ClaimPlan extends QueueClaimInput {
  readonly handoffId: string;
  readonly proof?: string;
}

async function commitClaim(
  foundation: Foundation,
  { handoffId, presence, claimId, proof }: ClaimPlan,
  actor: Actor,
  key: ReturnType<typeof keyed>,
): Promise<Claimed> {
  const { claimSeconds, handoffs } = foundation;
  const command = {
    type: "claim",
    claimId,
    presence,
    claimSeconds,
    ...(proof === undefined ? {} : { proof }),
  } as const;
  try {
    const decide = async () =>
      [await handoffs.prepare(handoffRecord(handoffId), command, { actor })] as const;
    const { commit } = await attempt(foundation, decide, key);
    const [made] = commit?.records ?? [];
    return made ? await claimedBy(foundation, made, claimId, actor) : notFound;
  } catch (error) {
    if (isThroughlineError(error) && nothingThere.includes(error.code)) return notFound;
    throw error;
  }
}

/** What an earlier claim under the same id gave, at no cost. */
async function replayed(
  foundation: Foundation,
  { idempotencyKey, fingerprint }: ReturnType<typeof keyed>,
  claimId: string,
  actor: Actor,
): Promise<Claimed | undefined> {
  if (idempotencyKey === undefined || fingerprint === undefined) return undefined;
  const [made] = (await foundation.ledger.committed(idempotencyKey, fingerprint))?.records ?? [];
  return made && (await claimedBy(foundation, made, claimId, actor));
}

function readCode(text: string): SpokenCode {
  const code = parseSpokenCode(text);
  if (code.ok) return code;
  throw new JourneyError(code.reason === "check" ? "journey/code-check" : "journey/code-malformed");
}

async function findByCode(
  { ledger, handoffs }: Foundation,
  { locator }: CodeMacs,
): Promise<HandoffState | undefined> {
  for await (const found of ledger.find({ kind: "handoff", name: "code", value: locator, limit: 1 })) {
    return await handoffs.read(found);
  }
  return undefined;
}

/** Claims a handoff by its code. Tries are reserved before the look-up and before the comparison. */
export async function claimByCode(
  foundation: Foundation,
  input: ClaimInput,
  { actor }: ActOptions,
): Promise<Claimed> {
  const unit = checkStaff(actor);
  const { code, presence, claimId } = parsed(claimInput, input);
  const audience = { organisation: actor.organisation, unit, channel: presenceChannels[presence.kind] };
  const macs = await codeMacs(foundation.pepper, audience, readCode(code));
  const key = keyed(foundation, "handoff.claim", { actor, idempotencyKey: claimId }, [macs.proof, presence]);
  const earlier = await replayed(foundation, key, claimId, actor);
  if (earlier) return earlier;
  const now = await clock(foundation);
  await reserveOfficer(foundation, actor, now);
  const target = await findByCode(foundation, macs);
  const handoffId = target?.terms?.id ?? "";
  const tried = { locator: macs.locator, code: target ? `${handoffId} ${target.codes}` : "" };
  if (!(await reserveCode(foundation, tried, now)) || !target) return notFound;
  return await commitClaim(foundation, { handoffId, presence, claimId, proof: macs.proof }, actor, key);
}

/** Claims a handoff that waits in the queue of the officer's own unit, for a person who is there without a code. */
export async function claimFromQueue(
  foundation: Foundation,
  handoffId: string,
  input: QueueClaimInput,
  { actor }: ActOptions,
): Promise<Claimed> {
  checkStaff(actor);
  const { presence, claimId } = parsed(queueClaimInput, input);
  const command = [handoffId, presence];
  const key = keyed(foundation, "handoff.claim-from-queue", { actor, idempotencyKey: claimId }, command);
  const earlier = await replayed(foundation, key, claimId, actor);
  return earlier ?? (await commitClaim(foundation, { handoffId, presence, claimId }, actor, key));
}
