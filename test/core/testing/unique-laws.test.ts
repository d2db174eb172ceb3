import { type Change, LedgerError, type LookupKey, type Store } from "@throughline/core";
import { uniqueLaws } from "../../../packages/core/src/testing/unique-laws.js";
import { committing, type Mutant, teeth, tick } from "./support.js";

const looksThenTakes: Mutant = {
  name: "looks whether a unique value is free, then takes it",
  breaks: ["of many records racing for a unique value exactly one gets it"],
  make: () =>
    committing((ledger) => async (changes, options) => {
      for (const { record, keys } of changes) {
        for (const { name, value } of keys.filter((key) => key.unique === true)) {
          const kind = record.slice(0, record.indexOf("/"));
          for await (const holder of ledger.find({ kind, name, value })) {
            if (holder.record !== record) throw new LedgerError("ledger/key-taken", { details: { name } });
          }
        }
      }
      await tick();
      const plain = changes.map((change) => ({
        ...change,
        keys: change.keys.map((key) => ({ ...key, unique: false })),
      }));
      return await ledger.commit(plain, options);
    }),
};

/** Keeps its own book of who holds what, by the rule that it is given. */
function booking(nameOf: (change: Change, key: LookupKey) => string, isReleased: boolean): Store {
  return committing((ledger) => {
    const holders = new Map<string, string>();
    return async (changes, options) => {
      for (const change of changes) {
        if (isReleased)
          for (const [name, holder] of holders) if (holder === change.record) holders.delete(name);
        for (const key of change.keys) {
          const holder = holders.get(nameOf(change, key)) ?? change.record;
          if (holder !== change.record)
            throw new LedgerError("ledger/key-taken", { details: { name: key.name } });
        }
      }
      for (const change of changes)
        for (const key of change.keys) holders.set(nameOf(change, key), change.record);
      return await ledger.commit(changes, options);
    };
  });
}

const neverLetsGo: Mutant = {
  name: "never lets go of a unique value",
  breaks: [
    "a unique value has one holder in its kind, until the holder lets go",
    "a unique value moves between two records in one commit",
  ],
  make: () => booking(({ record }, { name, value }) => `${record.split("/")[0]} ${name} ${value}`, false),
};

const forgetsTheKind: Mutant = {
  name: "takes every value for unique, over all kinds",
  breaks: [
    "values that are not unique are shared",
    "a unique value has one holder in its kind, until the holder lets go",
  ],
  make: () => booking((_, { name, value }) => `${name} ${value}`, true),
};

teeth(uniqueLaws, [looksThenTakes, neverLetsGo, forgetsTheKind]);
