import type { RecordId } from "@throughline/core";
import { type Attacker, ada, rechain, redigest, rereply } from "../tampering.js";

/** What the store says after an attack. What an attack leaves out is as on an untouched store. */
export interface Says {
  /** What `get` gives: "as it was", "altered", "nothing", or the code it refuses with. */
  readonly get: string;
  /** The same of `find` by the person. */
  readonly find: string;
  /** The same of `committed` by the last command's key. */
  readonly committed: string;
  /** The same of `follow`. */
  readonly follow: string;
  /** The same of a quota that is used up. */
  readonly quota: string;
  /** `verifyRecord` without a head from outside: the faults, or the verdict. */
  readonly alone: string;
  /** `verifyRecord` with one. */
  readonly known: string;
  /** `inspect`: the names of what it found. */
  readonly tables: string;
}

export const untouched: Says = {
  get: "as it was",
  find: "as it was",
  committed: "as it was",
  follow: "as it was",
  quota: "as it was",
  alone: "consistent",
  known: "complete",
  tables: "",
};

export interface Attack {
  readonly name: string;
  /** The record that is looked at. Default: Ada's. */
  readonly record?: RecordId;
  run(attacker: Attacker): Promise<unknown>;
  readonly says: Partial<Says>;
  /** What is otherwise where personal data is sealed. */
  readonly sealed?: Partial<Says>;
}

export const corrupt = "ledger/corrupt";
export const both = (faults: string) => ({ alone: faults, known: faults });
export const unread = { get: corrupt, find: corrupt };
export const misread = { get: "altered", find: "altered" };

export const onRecord = (assignment: string) => (attacker: Attacker) =>
  attacker(`update throughline.records set ${assignment} where record = $1`, [ada]);
export const onEvent = (version: number, assignment: string) => (attacker: Attacker) =>
  attacker(`update throughline.events set ${assignment} where record = $1 and version = ${version}`, [ada]);
export const inTable = (sql: string) => (attacker: Attacker) => attacker(sql);

/** One after another. */
export const first =
  (...parts: readonly ((attacker: Attacker) => Promise<unknown>)[]) =>
  async (attacker: Attacker) => {
    for (const part of parts) await part(attacker);
  };
export const digested = (attacker: Attacker) => redigest(attacker, ada);
export const chained = (attacker: Attacker) => rechain(attacker, ada);
export const replied = (attacker: Attacker) => rereply(attacker, ada);
