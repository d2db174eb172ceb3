import { createHash } from "node:crypto";
import {
  canonicalize,
  consentEpoch,
  type Decider,
  type DeciderEvent,
  kindOf,
  type LedgerRecord,
  type MemoryLedger,
  type RecordId,
  type Sha256,
  verifyRecord,
} from "@throughline/core";
import { consentDecider } from "../../../packages/consent/src/decider.js";
import { parcelLaw } from "../../../packages/http/src/courier/decider.js";
import { receiptLaw } from "../../../packages/http/src/courier/receipt.js";
import { journeyDecider } from "../../../packages/journey/src/decider.js";
import { handoffDecider } from "../../../packages/journey/src/handoff-decider.js";
import { notification } from "../../../packages/notify/src/decider.js";
import type { InvariantMaker } from "../invariant.js";
import { referralLaw } from "../referral.js";

/** The platform's SHA-256, which is faster than the portable one. */
export const fastHash: Sha256 = (bytes) => createHash("sha256").update(bytes).digest();

type Law = Decider<unknown, never, DeciderEvent>;

const laws = [
  consentEpoch,
  consentDecider,
  parcelLaw,
  receiptLaw,
  journeyDecider,
  handoffDecider,
  notification,
  referralLaw,
] as unknown as readonly Law[];

/** What the history folds to, with what follows from it, against what is kept. */
async function isFolded(store: MemoryLedger, record: LedgerRecord): Promise<boolean> {
  const law = laws.find(({ kind }) => kind === kindOf(record.record));
  if (!law) throw new TypeError(`There is no law of ${record.record}.`);
  let state = law.initial;
  for await (const { event } of store.history(record.record))
    state = law.evolve(state, event as unknown as DeciderEvent);
  const folded = { state, keys: law.keys?.(state) ?? [], timers: law.timers?.(state) ?? [] };
  const { state: kept, keys, timers } = record;
  return canonicalize(folded) === canonicalize({ state: kept, keys, timers });
}

/** When all is over, every record verifies, and its history folds to its state. */
export const integrity: InvariantMaker = (violate) => {
  const records = new Map<RecordId, number>();
  return {
    name: "every record verifies",
    committed({ changes }) {
      for (const { record, expectedVersion, events } of changes) {
        if ((records.get(record) ?? 0) !== expectedVersion) violate(`${record} left out a version`);
        records.set(record, expectedVersion + events.length);
      }
    },
    async atRest(store) {
      for (const [record, version] of records) {
        const { verdict, events } = await verifyRecord(store, record, undefined, fastHash);
        if (verdict !== "consistent" || events !== version) violate(`${record} is ${verdict}`);
        const kept = (await store.get(record)).record;
        if (!kept || !(await isFolded(store, kept))) violate(`${record} does not fold to its state`);
      }
    },
  };
};
