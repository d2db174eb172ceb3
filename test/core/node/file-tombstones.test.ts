import { execFileSync } from "node:child_process";
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

/** Whom the book names, read anew. */
const subjects = async () => (await all(fileTombstones({ file }).all())).map(({ subject }) => subject);

test("what was added is there, for whoever opens the file, in its order", async () => {
  const book = fileTombstones({ file });
  expect(await all(book.all())).toEqual([]);
  for (const subject of ["p-1", 'a "quoted"\nname}', "p-1"]) await book.add(tombstone(subject));
  expect(await subjects()).toEqual(["p-1", 'a "quoted"\nname}', "p-1"]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("many at once from several writers are all there", async () => {
  const [one, two] = [fileTombstones({ file }), fileTombstones({ file })];
  await Promise.all(Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? one : two).add(tombstone(`p-${n}`))));
  expect(new Set(await subjects()).size).toBe(50);
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

/** Adds a tombstone in a process none of whose files may grow past so many blocks of 1,024 bytes. */
function addedWithin(blocks: number | "unlimited"): string {
  const script = new URL("add-tombstone.ts", import.meta.url).pathname;
  const node = [process.execPath, "--conditions=@throughline/source", "--import", "tsx", script, file];
  const limited = ["-c", `ulimit -f ${blocks}; exec "$@"`, "bash", ...node];
  return execFileSync("bash", limited, { encoding: "utf8" }).trim();
}

test("a line for which there was room only in part is not taken for written", async () => {
  await fileTombstones({ file }).add(tombstone("p-0"));
  appendFileSync(file, "\n".repeat(4096 - statSync(file).size - 20));
  expect([addedWithin(4), statSync(file).size]).toEqual(["vault/unavailable", 4096]);
  expect(await subjects()).toEqual(["p-0"]);
  expect(addedWithin("unlimited")).toBe("added");
  expect(await subjects()).toEqual(["p-0", "p-1"]);
});

test("a sealed ledger takes it as a source", async () => {
  const [below, vault, book, record] = [memoryLedger(), memoryVault(), fileTombstones({ file }), freshNote()];
  await sealedLedger(below, vault).commit([noted(record, 0, { a: mark("p-1", "Siân") })]);
  await book.add(tombstone("p-1"));
  const ledger = sealedLedger(below, vault, { tombstones: book.all });
  expect((await ledger.get(record)).record?.state).toEqual({ a: { "~erased": "p-1" } });
});
