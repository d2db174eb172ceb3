import { LedgerError } from "@throughline/core";
import { keyLaws } from "../../../packages/core/src/testing/key-laws.js";
import { type Commit, committing, type Mutant, teeth, tick, without } from "./support.js";

const remembersKeysLate: Mutant = {
  name: "writes the idempotency key down after the commit",
  breaks: ["fifty commits at once under one key are one commit"],
  make: () =>
    committing((ledger) => {
      const known = new Map<string, Awaited<ReturnType<Commit>>>();
      return async (changes, options) => {
        const key = options?.idempotencyKey ?? crypto.randomUUID();
        const earlier = known.get(key);
        if (earlier) return { ...earlier, replayed: true };
        await tick();
        const commit = await ledger.commit(changes, without(options, "idempotencyKey", "fingerprint"));
        known.set(key, commit);
        return commit;
      };
    }),
};

const checksFirst: Mutant = {
  name: "looks for the key only when everything else holds",
  breaks: [
    "a key that was committed gives back that commit and writes nothing",
    "a repeat gives back its commit whatever has moved or passed since",
  ],
  make: () =>
    committing((ledger) => async (changes, options) => {
      for (const { record, expectedVersion } of changes) {
        const version = (await ledger.get(record)).record?.version ?? 0;
        if (version !== expectedVersion) throw new LedgerError("ledger/conflict");
      }
      return await ledger.commit(changes, options);
    }),
};

const readsNoFingerprint: Mutant = {
  name: "does not tell commands apart",
  breaks: [
    "a key with another command is refused",
    "of different commands at once under one key exactly one wins",
  ],
  make: () =>
    committing(
      (ledger) =>
        (changes, options = {}) =>
          ledger.commit(
            changes,
            options.idempotencyKey === undefined ? options : { ...options, fingerprint: "same" },
          ),
    ),
};

teeth(keyLaws, [remembersKeysLate, checksFirst, readsNoFingerprint]);
