import { createHash } from "node:crypto";
import {
  canonicalize,
  consentEpoch,
  type Decider,
  type DeciderEvent,
  kindOf,
  type Ledger,
  type LedgerRecord,
  type LookupKey,
  type RecordId,
  type Sha256,
  type Timer,
  verifyRecord,
} from "@throughline/core";
import { consentDecider } from "../../../packages/consent/src/decider.js";
import { erasureDecider } from "../../../packages/core/src/erasure/decider.js";
import { holdDecider } from "../../../packages/core/src/erasure/hold-decider.js";
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
  erasureDecider,
  holdDecider,
  consentDecider,
  parcelLaw,
  receiptLaw,
  journeyDecider,
  handoffDecider,
  notification,
  referralLaw,
] as unknown as readonly Law[];

/** The organisation's own record of how the ledger is sealed, which no law rules. */
const sealing = "sealing";

/** Lookup values are kept as digests. */
const nameAndOrder = ({ name, order, unique }: LookupKey) => ({
  name,
  order: order ?? "",
  unique: unique === true,
});

/** What the history folds to, with what follows from it, against what is kept. */
async function isFolded(ledger: Ledger, record: LedgerRecord): Promise<boolean> {
  const law = laws.find(({ kind }) => kind === kindOf(record.record));
  if (!law) throw new TypeError(`There is no law of ${record.record}.`);
  let state = law.initial;
  for await (const { event } of ledger.history(record.record))
    state = law.evolve(state, event as unknown as DeciderEvent);
  const view = (kept: unknown, keys: readonly LookupKey[] = [], timers: readonly Timer[] = []) =>
    canonicalize({ state: kept, keys: keys.map(nameAndOrder), timers });
  return (
    view(state, law.keys?.(state), law.timers?.(state)) === view(record.state, record.keys, record.timers)
  );
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
    async atRest({ store, opened }) {
      for (const [record, version] of records) {
        const { verdict, events } = await verifyRecord(store, record, undefined, fastHash);
        if (verdict !== "consistent" || events !== version) violate(`${record} is ${verdict}`);
        if (kindOf(record) === sealing) continue;
        const kept = (await opened.get(record)).record;
        if (!kept || !(await isFolded(opened, kept))) violate(`${record} does not fold to its state`);
      }
    },
  };
};
