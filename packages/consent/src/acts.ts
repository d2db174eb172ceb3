import {
  consentEpochOf,
  fingerprint,
  idempotencyKey,
  type OrganisationId,
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

type Ask = (ground: PurposeState) => ConsentCommand;

/** What people say, on a ledger. Each act moves the subject's epoch in its own commit. */
export function createActs({ records, organisation, isSpecial }: ActsOptions): Acts {
  const { ledger, purposes, consents, epochs } = records;

  function keyed(
    operation: string,
    act: ConsentAct | Withdrawal,
    { actor, idempotencyKey: key }: ActOptions,
  ) {
    if (key === undefined) return {};
    const scope = { organisation, actor: actor.id, operation, key };
    return { idempotencyKey: idempotencyKey(scope), fingerprint: fingerprint([operation, act]) };
  }

  async function outcome(
    { subject, purpose }: ConsentAct | Withdrawal,
    replayed: boolean,
  ): Promise<ConsentOutcome> {
    const record = consentRecord(subject, purpose);
    const { state: ground } = await purposes.load(purposeRecord(purpose));
    const { state, now } = await consents.load(record);
    if (!state.standing) throw new TypeError("An act that was committed has left no record.");
    return { ...recordView(record, state.standing, ground, now), replayed };
  }

  async function say(act: ConsentAct | Withdrawal, ask: Ask, options: ActOptions, operation: string) {
    const { actor } = options;
    const { subject, purpose } = act;
    const { commit } = await transact(
      ledger,
      async () => {
        const { state: ground } = await purposes.load(purposeRecord(purpose));
        const said = await consents.prepare(consentRecord(subject, purpose), ask(ground), { actor });
        const cause = said.change?.events[0]?.type;
        if (cause === undefined) return [said];
        return [
          said,
          await epochs.prepare(consentEpochOf(subject), { type: "advance", subject, cause }, { actor }),
        ];
      },
      keyed(operation, act, options),
    );
    return await outcome(act, commit?.replayed ?? false);
  }

  async function answer(type: "grant" | "refuse", input: ConsentAct, options: ActOptions) {
    const act = parseInput(consentActSchema, input);
    const special = act.facts.filter(isSpecial);
    return await say(
      act,
      (ground) => ({ type, act, special, organisation, ground }),
      options,
      `consent.${type}`,
    );
  }

  return {
    grant: async (input, options) => await answer("grant", input, options),
    refuse: async (input, options) => await answer("refuse", input, options),
    async withdraw(input, options) {
      const act = parseInput(withdrawalSchema, input);
      return await say(
        act,
        (ground) => ({ type: "withdraw", act, organisation, ground }),
        options,
        "consent.withdraw",
      );
    },
  };
}
