import {
  type Change,
  type JsonObject,
  type Ledger,
  type LedgerRecord,
  newId,
  personal,
  type RecordId,
  recordOf,
  type SubjectId,
} from "@throughline/core";
import type { Place } from "../../../packages/core/src/sealing/sealed-node.js";
import type { SubjectKey } from "../../../packages/core/src/sealing/subject-keys.js";

/** Marked data, as JSON. */
export const mark = (subject: SubjectId, value: unknown): JsonObject => ({
  ...(personal(subject, value) as unknown as JsonObject),
});

export const place: Place = {
  source: "urn:test:ledger",
  record: "note/a",
  version: 3,
  part: "state",
};

export async function freshKey(id: string = newId("key")): Promise<SubjectKey> {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return {
    id,
    cipher: await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]),
  };
}

export const freshNote = (): RecordId => recordOf("note", newId("nte"));

/** A change that writes one event and a state. */
export function noted(
  record: RecordId,
  version: number,
  data: JsonObject,
  parts: Partial<Change> = {},
): Change {
  return {
    record,
    expectedVersion: version,
    law: 1,
    events: [{ type: "note.taken", data }],
    state: data,
    keys: [],
    timers: [],
    ...parts,
  };
}

/** A ledger whose stored states are not what they were: `alter` is what somebody with rights to the database did. */
export function spoilt(ledger: Ledger, alter: (record: LedgerRecord) => Partial<LedgerRecord>): Ledger {
  return {
    ...ledger,
    async get(record) {
      const view = await ledger.get(record);
      return view.record ? { ...view, record: { ...view.record, ...alter(view.record) } } : view;
    },
  };
}
