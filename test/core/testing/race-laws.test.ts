import { type Change, type Ledger, LedgerError } from "@throughline/core";
import { raceLaws } from "../../../packages/core/src/testing/race-laws.js";
import { committing, type Mutant, teeth, tick, without } from "./support.js";

async function refreshed(ledger: Ledger, change: Change): Promise<Change> {
  return { ...change, expectedVersion: (await ledger.get(change.record)).record?.version ?? 0 };
}

const lastWriteWins: Mutant = {
  name: "checks no version: the last write wins",
  breaks: ["of many racing commits on one version exactly one wins"],
  make: () =>
    committing((ledger) => {
      let turn: Promise<unknown> = Promise.resolve();
      return async (changes, options) => {
        const commit = turn.then(async () =>
          ledger.commit(await Promise.all(changes.map((change) => refreshed(ledger, change))), options),
        );
        turn = commit.catch(() => undefined);
        return await commit;
      };
    }),
};

const readsThenWrites: Mutant = {
  name: "reads the guards, then writes without them",
  breaks: [
    "of two creations that guard each other's absence exactly one wins",
    "of two changes that guard each other exactly one wins",
  ],
  make: () =>
    committing((ledger) => async (changes, options) => {
      for (const { record, version } of options?.requires ?? []) {
        const actual = (await ledger.get(record)).record?.version ?? 0;
        if (actual !== version) throw new LedgerError("ledger/conflict", { details: { record } });
      }
      await tick();
      return await ledger.commit(changes, without(options, "requires"));
    }),
};

const ignoresGuards: Mutant = {
  name: "takes a guard as a hint",
  breaks: ["nothing that begins after a guard has moved passes it"],
  make: () =>
    committing((ledger) => (changes, options) => ledger.commit(changes, without(options, "requires"))),
};

const missesAbsence: Mutant = {
  name: "cannot guard what is not there",
  breaks: ["a guard that has not moved lets the commit pass and changes nothing"],
  make: () =>
    committing((ledger) => async (changes, options) => {
      if (options?.requires?.some(({ version }) => version === 0)) throw new LedgerError("ledger/conflict");
      return await ledger.commit(changes, options);
    }),
};

const saysNothing: Mutant = {
  name: "does not say what moved",
  breaks: ["a version or guard that moved is a conflict that names the record"],
  make: () =>
    committing((ledger) => async (changes, options) => {
      try {
        return await ledger.commit(changes, options);
      } catch {
        throw new LedgerError("ledger/conflict");
      }
    }),
};

teeth(raceLaws, [lastWriteWins, readsThenWrites, ignoresGuards, missesAbsence, saysNothing]);
