import {
  consentEpoch,
  createRepository,
  type Ledger,
  type RecordId,
  recordId,
  recordOf,
  type SubjectId,
} from "@throughline/core";
import { consentDecider } from "./decider.js";
import { noticeDecider } from "./notice-decider.js";
import { purposeDecider } from "./purpose-decider.js";
import type { Digest } from "./shapes.js";

/** The repositories of the four laws that consent rests on. */
export type Records = ReturnType<typeof createRecords>;

/** Puts the four laws to work on a ledger. */
export function createRecords(ledger: Ledger) {
  return {
    ledger,
    purposes: createRepository(ledger, purposeDecider),
    notices: createRepository(ledger, noticeDecider),
    consents: createRepository(ledger, consentDecider),
    epochs: createRepository(ledger, consentEpoch),
  };
}

/** The address of a purpose. */
export function purposeRecord(id: string): RecordId {
  return recordId(purposeDecider.kind, id);
}

/** The address of a rendering. */
export function noticeRecord(hash: Digest): RecordId {
  return recordOf(noticeDecider.kind, hash);
}

/** The address of what a person said about a purpose. */
export function consentRecord(subject: SubjectId, purpose: string): RecordId {
  return recordId(consentDecider.kind, [subject, purpose]);
}
