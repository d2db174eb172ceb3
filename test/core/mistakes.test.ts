import {
  checkDestroy,
  checkFollow,
  checkQuery,
  checkQuota,
  checkSubject,
  checkTake,
  createCatalogue,
  createRepository,
  idempotencyKey,
  localKeyWrap,
  memoryLedger,
  memoryVault,
  newId,
  recordOf,
  transact,
  verifyRecord,
} from "@throughline/core";
import { describe, expect, test } from "vitest";
import { spanHash } from "../../packages/core/src/transparency/tree.js";
import { counter, freshRecord, officer, refusal } from "./support.js";

const bytes = (length: number) => new Uint8Array(length);
const wrap = (id: string, length = 32) => localKeyWrap({ id, key: bytes(length) });
const query = { kind: "a", name: "b", value: "c" };
const now = "2026-11-23T10:00:00.000Z";
const scope = { organisation: "wac", actor: officer, operation: "o", key: "" };
const type = {
  id: "wac:a.b",
  title: { en: "A", cy: "A" },
  schema: createCatalogue({ prefix: "wac", types: [] }).factType("person.full-name").schema,
  sensitivity: "standard",
  mergeClass: "single",
} as const;
const own = (parts: object, prefix = "wac") => createCatalogue({ prefix, types: [{ ...type, ...parts }] });

/** As long as a name may be. */
const long = `wac:a.${"b".repeat(94)}`;

test("what is as long as it may be is no mistake, and is repeated by name", async () => {
  const longest = own({ id: long });
  expect(longest.factType(long).id).toBe(long);
  expect(longest.knows(`${long}x`)).toBe(false);
  const details = async (id: string) => (await refusal(() => longest.factType(id))).details;
  expect(await details(`wac:c${long.slice(5)}`)).toEqual({ type: `wac:c${long.slice(5)}` });
  expect(await details(`${long}x`)).toEqual({});
  expect(() => wrap("m".repeat(200))).not.toThrow();
});

describe("a mistake of the programmer is told in a sentence that names it", () => {
  test.each<[string, () => unknown]>([
    ["A vault needs at least one key wrap.", () => memoryVault({ wrap: [] })],
    ["Two key wraps have one id.", () => memoryVault({ wrap: [wrap("m"), wrap("m")] })],
    ["A master key has 32 bytes.", () => wrap("m", 16)],
    ["A master key's id has 1 to 200 characters.", () => wrap("")],
    ["A master key's id has 1 to 200 characters.", () => wrap("m".repeat(201))],
    ["A subject is a text of 1 to 200 characters.", () => checkSubject("")],
    ["at is an instant.", () => checkDestroy("p-1", "soon")],
    ["limit is a whole number from 1.", () => checkQuery({ ...query, limit: 0 })],
    ["A query holds well-formed text without the character zero.", () => checkQuery({ ...query, to: "\0" })],
    ["sequence is a whole number from 0.", () => checkFollow({ after: { log: "l", sequence: -1 } })],
    ["limit is a whole number from 0.", () => checkQuota({ limit: -1, until: now })],
    ["until is an instant in UTC with milliseconds.", () => checkQuota({ limit: 1, until: "soon" })],
    ["limit is 1 to 1,000.", () => checkTake({ limit: 1001 })],
    ["leaseSeconds is 1 to 3,600.", () => checkTake({ leaseSeconds: 3601 })],
    ["A record kind is lower-case words joined by hyphens.", () => recordOf("Slot", "a")],
    ["An id prefix is two to five lower-case letters.", () => newId("X")],
    ["An id has 1 to 200 of A-Z a-z 0-9 _ . : -", () => recordOf("slot", "")],
    ["An idempotency key has 1 to 200 characters.", () => idempotencyKey(scope)],
    ["source is a URI reference.", () => memoryLedger({ source: "not a URI" })],
    ["Not a name of a fact type: wac:A", () => own({ id: "wac:A" })],
    [`Not a name of a fact type: ${long}x`, () => own({ id: `${long}x` })],
    ["A type of your own stands under your prefix: hs:wac:a.b", () => own({}, "hs")],
    ["A fact type has a title in each language: wac:a.b", () => own({ title: { en: "A", cy: " " } })],
    ["A fact type has a title in each language: wac:a.b", () => own({ title: { en: " ", cy: "A" } })],
    ["The sensitivity is not known: wac:a.b", () => own({ sensitivity: "none" })],
    ["The merge class is not known: wac:a.b", () => own({ mergeClass: "last" })],
    ["A prefix has 2 to 20 of a-z 0-9 - after a letter.", () => own({}, "W")],
    ["A prefix has 2 to 20 of a-z 0-9 - after a letter.", () => own({}, "Wac")],
    ["A prefix has 2 to 20 of a-z 0-9 - after a letter.", () => own({}, "wac:")],
    [
      "There are two fact types of this name: wac:a.b",
      () => createCatalogue({ prefix: "wac", types: [type, type] }),
    ],
    ["A span holds at least one leaf.", () => spanHash({ start: 3, end: 3 }, () => bytes(32))],
  ])("%s", (sentence, mistake) => {
    expect(mistake).toThrow(new RangeError(sentence));
  });

  test("also where it is found out later", async () => {
    const ledger = memoryLedger();
    const record = freshRecord();
    const known = { record: freshRecord(), version: 1, head: "" };
    const late: readonly (readonly [Error, () => Promise<unknown>])[] = [
      [new TypeError("The known head is another record's."), () => verifyRecord(ledger, record, known)],
      [
        new TypeError("The address is not of kind counter."),
        () => createRepository(ledger, counter).load("other/a"),
      ],
      [
        new TypeError("An idempotency key needs a fingerprint."),
        () => transact(ledger, async () => [], { idempotencyKey: "k" }),
      ],
      [new RangeError("attempts is 1 to 100."), () => transact(ledger, async () => [], { attempts: 0 })],
    ];
    for (const [error, mistake] of late) await expect(mistake()).rejects.toThrow(error);
  });
});
