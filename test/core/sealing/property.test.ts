import {
  type JsonObject,
  type JsonValue,
  type Ledger,
  memoryLedger,
  memoryVault,
  newId,
  recordOf,
  sealedLedger,
  verifyRecord,
} from "@throughline/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { all } from "../support.js";
import { mark, noted } from "./support.js";

const subjects = ["p-1", "p-2", "p-3"] as const;

/** What must never be found in what is stored. */
const secret = fc.integer({ min: 0, max: 2 ** 31 }).map((n) => `canary-${n}`);

/** Documents of any shape in which secrets stand only inside marks: one's own, or others' inside them. */
const documents = fc.letrec<{ open: JsonValue; shut: JsonValue; marked: JsonValue }>((tie) => ({
  open: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(fc.integer(), fc.constantFrom("plain", "", "~personal"), fc.constant(null)),
    fc.array(tie("open"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b/c", "~d", "", "value"), tie("open"), { maxKeys: 3 }),
    tie("marked"),
  ),
  shut: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(secret, fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true })),
    fc.array(tie("shut"), { maxLength: 3 }),
    fc.dictionary(secret, tie("shut"), { maxKeys: 3 }),
    tie("marked"),
  ),
  marked: fc
    .tuple(fc.constantFrom(...subjects), tie("shut"))
    .map(([subject, value]): JsonValue => mark(subject, value)),
}));

const document = fc
  .tuple(documents.open, documents.marked)
  .map(([open, marked]) => JSON.parse(JSON.stringify({ open, marked })) as JsonObject);

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The document as it must read once the subjects are erased. */
function erased(value: JsonValue, gone: readonly string[]): JsonValue {
  if (Array.isArray(value)) return value.map((item) => erased(item as JsonValue, gone));
  if (!isObject(value)) return value;
  const subject = value["~personal"];
  if (typeof subject === "string" && gone.includes(subject)) return { "~erased": subject };
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, erased(member, gone)]));
}

async function readAll(ledger: Ledger, record: `${string}/${string}`): Promise<readonly unknown[]> {
  const events = await all(ledger.history(record));
  return [(await ledger.get(record)).record?.state, ...events.map(({ event }) => event.data)];
}

test("any document comes back, stored without a secret in it, and loses only who was erased", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(document, { minLength: 1, maxLength: 3 }), secret, async (written, value) => {
      const [below, vault] = [memoryLedger(), memoryVault()];
      const ledger = sealedLedger(below, vault, { cacheSeconds: 0 });
      const record = recordOf("note", newId("nte"));
      const state = written.at(-1) ?? {};
      const commit = await ledger.commit(
        [
          noted(record, 0, state, {
            events: written.map((data) => ({ type: "note.taken", data })),
            keys: [{ name: "secret", value }],
          }),
        ],
        { idempotencyKey: value.length.toString(), fingerprint: value },
      );
      expect(await readAll(ledger, record)).toEqual([state, ...written]);
      expect(await all(ledger.find({ kind: "note", name: "secret", value }))).toHaveLength(1);
      const stored = JSON.stringify([await all(below.follow()), await below.get(record)]);
      expect(stored).not.toContain("canary");
      const gone: string[] = [];
      for (const subject of subjects.slice(0, 2)) {
        gone.push(subject);
        await vault.destroy(subject);
        expect(await readAll(ledger, record)).toEqual([state, ...written].map((each) => erased(each, gone)));
      }
      expect((await verifyRecord(ledger, record)).verdict).toBe("consistent");
      expect((await verifyRecord(ledger, record, commit.records[0])).verdict).toBe("complete");
    }),
    { numRuns: 60 },
  );
});
