import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryLedger, memoryVault, sealedLedger, type Tombstone } from "@throughline/core";
import { fileTombstones } from "@throughline/core/node";
import { afterAll, beforeEach, expect, test } from "vitest";
import { freshNote, mark, noted } from "../sealing/support.js";
import { all, refusal } from "../support.js";

const root = mkdtempSync(join(tmpdir(), "throughline-tombstones-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const tombstone = (subject: string): Tombstone => ({ subject, destroyedAt: "2026-11-23T10:00:00.000Z" });
let file = "";
beforeEach(() => {
  file = join(root, crypto.randomUUID(), "book");
});

test("what was added is there, for whoever opens the file, in its order", async () => {
  const book = fileTombstones({ file });
  expect(await all(book.all())).toEqual([]);
  for (const subject of ["p-1", 'a "quoted"\nname}', "p-1"]) await book.add(tombstone(subject));
  const subjects = (await all(fileTombstones({ file }).all())).map(({ subject }) => subject);
  expect(subjects).toEqual(["p-1", 'a "quoted"\nname}', "p-1"]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("many at once from several writers are all there", async () => {
  const [one, two] = [fileTombstones({ file }), fileTombstones({ file })];
  await Promise.all(Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? one : two).add(tombstone(`p-${n}`))));
  expect(new Set((await all(fileTombstones({ file }).all())).map(({ subject }) => subject)).size).toBe(50);
});

test("a line that a crash cut off anywhere is passed over, and the next stands on its own", async () => {
  const book = fileTombstones({ file });
  await book.add(tombstone("p-1"));
  const line = JSON.stringify(tombstone('p-{2}Z"}'));
  for (let length = 1; length < line.length; length += 1) {
    appendFileSync(file, `\n${line.slice(0, length)}`);
    await book.add(tombstone(`after ${length}`));
  }
  expect(await all(book.all())).toHaveLength(line.length);
});

test("a line that was whole once and is not any more is not passed over", async () => {
  const book = fileTombstones({ file });
  await book.add(tombstone("p-1"));
  writeFileSync(file, readFileSync(file, "utf8").replace("subject", "sub ect"));
  const error = await refusal(() => all(book.all()));
  expect(error).toMatchObject({ code: "vault/unavailable", details: { reason: "a damaged line" } });
});

test("what is no tombstone is not written, and a file that cannot be one is told", async () => {
  await expect(fileTombstones({ file }).add({ subject: "p-1", destroyedAt: "soon" })).rejects.toThrow();
  const folder = fileTombstones({ file: root });
  expect((await refusal(() => folder.add(tombstone("p-1")))).code).toBe("vault/unavailable");
  expect((await refusal(() => all(folder.all()))).code).toBe("vault/unavailable");
});

test("a sealed ledger takes it as a source", async () => {
  const [below, vault, book, record] = [memoryLedger(), memoryVault(), fileTombstones({ file }), freshNote()];
  await sealedLedger(below, vault).commit([noted(record, 0, { a: mark("p-1", "Siân") })]);
  await book.add(tombstone("p-1"));
  const ledger = sealedLedger(below, vault, { tombstones: book.all });
  expect((await ledger.get(record)).record?.state).toEqual({ a: { "~erased": "p-1" } });
});
