import type { JsonObject, LedgerView } from "@throughline/core";
import { historyLaws } from "../../../packages/core/src/testing/history-laws.js";
import { altered, committing, type Mutant, teeth } from "./support.js";

const unsealed: Mutant = {
  name: "seals no state into the chain",
  breaks: ["every event is chained to the one before, the last of a commit to the state"],
  make: () =>
    altered((ledger) => ({
      async *history(record) {
        for await (const { stateDigest: _, ...entry } of ledger.history(record)) yield entry;
      },
    })),
};

const readsOnePage: Mutant = {
  name: "reads one page of a history",
  breaks: [
    "history folds to state, also over 300 events",
    "verifyRecord finds an untouched record consistent, and complete by its head",
  ],
  make: () =>
    altered((ledger) => ({
      async *history(record) {
        for await (const entry of ledger.history(record)) if (entry.version <= 100) yield entry;
      },
    })),
};

const stampsLoosely: Mutant = {
  name: "stamps events without milliseconds",
  breaks: ["every event is a CloudEvent 1.0, never earlier than the record's last"],
  make: () =>
    altered((ledger) => ({
      async *history(record) {
        for await (const { event, ...entry } of ledger.history(record)) {
          yield { ...entry, event: { ...event, time: event.time?.replace(/\.\d+/, "") ?? "" } };
        }
      },
    })),
};

const losesZero: Mutant = {
  name: "stores JSON in a form that cannot hold the character zero",
  breaks: ["any JSON comes back as it was, and nothing else gets in"],
  make: () =>
    committing((ledger) => (changes, options) => {
      const lossy = (state: JsonObject) =>
        JSON.parse(JSON.stringify(state).replaceAll("\\u0000", "")) as JsonObject;
      return ledger.commit(
        changes.map((change) => ({ ...change, state: lossy(change.state) })),
        options,
      );
    }),
};

const sharesObjects: Mutant = {
  name: "hands out the object that it keeps",
  breaks: ["what a reader or writer does to its copy changes nothing stored"],
  make: () => {
    const kept = new Map<string, LedgerView>();
    return altered((ledger) => ({
      get: async (record) => {
        const view = kept.get(record) ?? structuredClone(await ledger.get(record));
        kept.set(record, view);
        return view;
      },
    }));
  },
};

teeth(historyLaws, [unsealed, readsOnePage, stampsLoosely, losesZero, sharesObjects]);
