import {
  consentEpochOf,
  fingerprint,
  idempotencyKey,
  type OrganisationId,
  type TransactOptions,
  transact,
} from "@throughline/core";
import { type ConsentAct, consentActSchema, type Withdrawal, withdrawalSchema } from "./act.js";
import type { ConsentCommand } from "./decider.js";
import { parseInput } from "./input.js";
import type { ActOptions, Consent, ConsentOutcome } from "./model.js";
import type { PurposeState } from "./purpose-decider.js";
import { consentRecord, purposeRecord, type Records } from "./records.js";
import { recordView } from "./standing.js";

/** What acts need. */
export interface ActsOptions {
  /** The repositories. */
  readonly records: Records;
  /** Who keeps them. */
  readonly organisation: OrganisationId;
  /** Whether a fact type is more than ordinary. */
  readonly isSpecial: (fact: string) => boolean;
}

/** The part of {@link Consent} that writes down what people say. */
export type Acts = Pick<Consent, "grant" | "refuse" | "withdraw">;

interface Saying {
  readonly operation: "consent.grant" | "consent.refuse" | "consent.withdraw";
  readonly act: ConsentAct | Withdrawal;
  readonly ask: (ground: PurposeState) => ConsentCommand;
  readonly options: ActOptions;
}

function keyed({ operation, act, options }: Saying, organisation: OrganisationId): TransactOptions {
  const { actor, idempotencyKey: key } = options;
  if (key === undefined) return {};
  const scope = { organisation, actor, operation, key };
  return { idempotencyKey: idempotencyKey(scope), fingerprint: fingerprint([operation, act]) };
}

async function outcomeOf(records: Records, { act }: Saying, replayed: boolean): Promise<ConsentOutcome> {
  const record = consentRecord(act.subject, act.purpose);
  const { state: ground } = await records.purposes.load(purposeRecord(act.purpose));
  const { state, now } = await records.consents.load(record);
  if (!state.standing) throw new TypeError("An act that was committed has left no record.");
  return { ...recordView(record, state.standing, ground, now), replayed };
}

/** Writes down what was said and moves the subject's epoch, in one commit. */
async function say(records: Records, organisation: OrganisationId, saying: Saying): Promise<ConsentOutcome> {
  const { ledger, purposes, consents, epochs } = records;
  const { act, ask, options } = saying;
  const { subject, purpose } = act;
  const { actor } = options;
  const decide = async () => {
    const { state: ground } = await purposes.load(purposeRecord(purpose));
    const said = await consents.prepare(consentRecord(subject, purpose), ask(ground), { actor });
    const cause = said.change?.events[0]?.type;
    if (cause === undefined) return [said];
    return [
      said,
      await epochs.prepare(consentEpochOf(subject), { type: "advance", subject, cause }, { actor }),
    ];
  };
  const { commit } = await transact(ledger, decide, keyed(saying, organisation));
  return await outcomeOf(records, saying, commit?.replayed ?? false);
}

/** What people say, on a ledger. */
export function createActs({ records, organisation, isSpecial }: ActsOptions): Acts {
  async function answer(type: "grant" | "refuse", input: ConsentAct, options: ActOptions) {
    const act = parseInput(consentActSchema, input);
    const special = act.facts.filter(isSpecial);
    const ask = (ground: PurposeState) => ({ type, act, special, organisation, ground });
    return await say(records, organisation, { operation: `consent.${type}`, act, ask, options });
  }
  return {
    grant: async (input, options) => await answer("grant", input, options),
    refuse: async (input, options) => await answer("refuse", input, options),
    async withdraw(input, options) {
      const act = parseInput(withdrawalSchema, input);
      const ask = (ground: PurposeState) => ({ type: "withdraw", act, organisation, ground }) as const;
      return await say(records, organisation, { operation: "consent.withdraw", act, ask, options });
    },
  };
}
