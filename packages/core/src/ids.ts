import { v7 } from "uuid";
import { digestOf } from "./digest.js";

/** What a record is: `journey`, `handoff`, `consent`. Lower-case words joined by hyphens. */
export type RecordKind = string;

/** A record's address in its ledger: its kind, a slash, and an id that is unique within the kind. */
export type RecordId = `${string}/${string}`;

const kindForm = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

function checkedKind(kind: RecordKind): RecordKind {
  if (!kindForm.test(kind)) throw new RangeError("A record kind is lower-case words joined by hyphens.");
  return kind;
}

/**
 * Makes a new id: the prefix, an underscore and a UUIDv7 (RFC 9562 section 5.7). It shows when it was made, so it is
 * never a secret.
 *
 * @param prefix - Two to five lower-case letters that name the kind: `jrn`, `hnd`, `cns`, `ntf`.
 */
export function newId(prefix: string): string {
  if (!/^[a-z]{2,5}$/.test(prefix)) throw new RangeError("An id prefix is two to five lower-case letters.");
  return `${prefix}_${v7()}`;
}

/** The address of a record that has an id of its own. */
export function recordOf(kind: RecordKind, id: string): RecordId {
  if (!/^[A-Za-z0-9_.:-]{1,200}$/.test(id)) throw new RangeError("An id has 1 to 200 of A-Z a-z 0-9 _ . : -");
  return `${checkedKind(kind)}/${id}`;
}

/**
 * The address of the one record that belongs to a natural key: the same key always gives the same address, so two
 * writers meet in the ledger. The key itself cannot be read from it.
 *
 * @param naturalKey - What makes the record unique, in a fixed order.
 */
export function recordId(kind: RecordKind, naturalKey: string | readonly string[]): RecordId {
  const parts = typeof naturalKey === "string" ? [naturalKey] : naturalKey;
  return `${checkedKind(kind)}/${digestOf([kind, ...parts]).slice(0, 40)}`;
}

/** The kind in a record's address. */
export function kindOf(record: RecordId): RecordKind {
  return record.slice(0, record.indexOf("/"));
}

/** The id in a record's address. */
export function idOf(record: RecordId): string {
  return record.slice(record.indexOf("/") + 1);
}
