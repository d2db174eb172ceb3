import type { SubjectId } from "./actor.js";
import { CoreError } from "./errors.js";

/** Personal data, marked where it stands with whose it is, so that a sealed ledger can seal and erase it. */
export interface Personal<Value> {
  /** Whose data it is: the key it is sealed under. */
  readonly "~personal": SubjectId;
  /** The data. */
  readonly value: Value;
}

/** What is left of personal data after its subject was erased. */
export interface Erased {
  /** Whose data it was. */
  readonly "~erased": SubjectId;
}

/** Marks personal data with its subject, also where the subject is a third party in someone else's record. */
export function personal<Value>(subject: SubjectId, value: Value): Personal<Value> {
  return { "~personal": subject, value };
}

/** Tells erased data from data. */
export function isErased(marked: Personal<unknown> | Erased): marked is Erased {
  return "~erased" in marked;
}

/** The data inside the mark. Throws `core/erased` where the subject was erased. */
export function reveal<Value>(marked: Personal<Value> | Erased): Value {
  if (isErased(marked)) throw new CoreError("core/erased");
  return marked.value;
}
