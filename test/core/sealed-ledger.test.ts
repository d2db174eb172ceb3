import {
  fingerprint,
  type JsonObject,
  type Ledger,
  memoryLedger,
  memoryVault,
  type RecordId,
  sealedLedger,
  storedLedger,
  type Tombstone,
  type Vault,
  verifyRecord,
} from "@throughline/core";
import { ledgerLaws, quotaLaws, timersLaws } from "@throughline/core/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { freshNote, mark, noted, spoilt } from "./sealing/support.js";
import { all, refusal } from "./support.js";

describe("laws on a sealed memory ledger", () => {
  const below = memoryLedger();
  const store = { ...below, ledger: sealedLedger(below, memoryVault()) };

  test.each([...ledgerLaws, ...timersLaws, ...quotaLaws].map((law) => [law.name, law] as const))(
    "%s",
    async (_name, law) => {
      await expect(law.run(store)).resolves.toBeUndefined();
    },
  );
});

let below: Ledger;
let vault: Vault;
let ledger: Ledger;
const seal = (options = {}) => sealedLedger(below, vault, { cacheSeconds: 0, ...options });
const stateOf = async (from: Ledger, record: RecordId) => (await from.get(record)).record?.state;

beforeEach(() => {
  below = memoryLedger().ledger;
  vault = memoryVault();
  ledger = seal();
});

test("every verb gives back what was written, and what is stored tells nothing of it", async () => {
  const record = freshNote();
  const data = { name: mark("p-1", "canary Siân"), place: "Bangor" };
  const keys = [{ name: "email", value: "canary@example.com", order: "2026", unique: true }];
  const print = fingerprint("canary command");
  const options = { idempotencyKey: "k-1", fingerprint: print };
  const commit = await ledger.commit([noted(record, 0, data, { keys })], options);
  const query = { kind: "note", name: "email", value: "canary@example.com" };
  const found = await all(ledger.find(query));
  expect([await stateOf(ledger, record), found[0]?.state]).toEqual([data, data]);
  expect(found[0]?.cursor).toEqual({ order: "2026", record });
  const events = [(await all(ledger.history(record)))[0], (await all(ledger.follow())).at(-1)];
  expect(events.map((entry) => entry?.event.data)).toEqual([data, data]);
  expect(await ledger.committed("k-1", print)).toEqual({ ...commit, replayed: true });
  expect(await below.committed("k-1", print).catch((error) => error.code)).toBe("ledger/key-reused");
  const stored = JSON.stringify([await below.get(record), await all(below.follow())]);
  expect(stored).not.toContain("canary");
  expect(stored).toContain("Bangor");
  expect(await all(below.find(query))).toEqual([]);
});

test("control: without sealing the canary is found", async () => {
  const record = freshNote();
  await below.commit([noted(record, 0, { name: mark("p-1", "canary") })]);
  expect(JSON.stringify(await below.get(record))).toContain("canary");
});

test("a repeat finds its commit, also when the person was erased since; another command is refused", async () => {
  const record = freshNote();
  const [data, options] = [{ name: mark("p-1", "a") }, { idempotencyKey: "k-1", fingerprint: "one" }];
  const first = await ledger.commit([noted(record, 0, data)], options);
  expect(await ledger.commit([noted(record, 0, data)], options)).toEqual({ ...first, replayed: true });
  await vault.destroy("p-1");
  expect(await ledger.commit([noted(record, 0, data)], options)).toEqual({ ...first, replayed: true });
  const other = { ...options, fingerprint: "two" };
  expect((await refusal(() => ledger.commit([noted(record, 1, data)], other))).code).toBe(
    "ledger/key-reused",
  );
  const fresh = { ...options, idempotencyKey: "k-2" };
  expect((await refusal(() => ledger.commit([noted(record, 1, data)], fresh))).code).toBe("core/erased");
  expect((await refusal(() => ledger.commit([noted(record, 1, data)]))).code).toBe("core/erased");
});

describe("when a person was erased", () => {
  test("only that person is gone, the record goes on, and every proof still holds", async () => {
    const record = freshNote();
    const data = { a: mark("p-1", "Siân"), b: mark("p-2", "Gwen") };
    const { records } = await ledger.commit([noted(record, 0, data)]);
    await vault.destroy("p-1");
    const left = { a: { "~erased": "p-1" }, b: mark("p-2", "Gwen") };
    expect(await stateOf(ledger, record)).toEqual(left);
    expect((await all(ledger.history(record)))[0]?.event.data).toEqual(left);
    expect((await verifyRecord(ledger, record)).verdict).toBe("consistent");
    expect((await verifyRecord(ledger, record, records[0])).verdict).toBe("complete");
    const after = await ledger.commit([noted(record, 1, { ...left, c: 1 })]);
    expect(await stateOf(ledger, record)).toEqual({ ...left, c: 1 });
    expect((await verifyRecord(ledger, record, after.records[0])).verdict).toBe("complete");
  });

  test("a writer whose key is still in memory writes what nobody can read", async () => {
    const slow = seal({ cacheSeconds: 30 });
    const record = freshNote();
    await slow.commit([noted(record, 0, { a: mark("p-1", "one") })]);
    await vault.destroy("p-1");
    await slow.commit([noted(record, 1, { a: mark("p-1", "two") })]);
    expect(await stateOf(seal(), record)).toEqual({ a: { "~erased": "p-1" } });
  });

  test("one who knows it already and one who does not yet work on the same record", async () => {
    const slow = seal({ cacheSeconds: 30 });
    const record = freshNote();
    await slow.commit([noted(record, 0, { a: mark("p-1", "one") })]);
    await vault.destroy("p-1");
    await ledger.commit([noted(record, 1, { a: { "~erased": "p-1" } })]);
    expect(await stateOf(slow, record)).toEqual({ a: { "~erased": "p-1" } });
  });
});

describe("what an attacker writes", () => {
  const attempt = (data: unknown) =>
    refusal(() => ledger.commit([noted(freshNote(), 0, { a: mark("p-1", data) })]));

  test.each([
    [
      "a sealed node",
      { "~sealed": { subject: "p-2", key: "k", iv: "AA", box: "AA", commitment: "0".repeat(64) } },
    ],
    ["a mark that is none", { "~personal": "p-2", value: 1, more: 2 }],
    ["a lie of erasure", { "~erased": "p-2" }],
    ["the organisation's key", { "~personal": "~lookup", value: 1 }],
  ])("%s is refused", async (_what, data) => {
    const error = await attempt(data);
    expect([error.code, error.details["member"]]).toEqual(["ledger/invalid-change", "personal data"]);
  });

  test("a lie of erasure is told by name", async () => {
    const reason = "~erased names a subject who was not erased";
    expect((await attempt({ "~erased": "p-2" })).details).toEqual({ member: "personal data", reason });
  });

  test("a sealed node of another record cannot be carried over", async () => {
    const record = freshNote();
    await ledger.commit([noted(record, 0, { a: mark("p-1", "Siân") })]);
    const stolen = (await stateOf(below, record)) as JsonObject;
    const error = await refusal(() => ledger.commit([noted(freshNote(), 0, stolen)]));
    expect(error.code).toBe("ledger/invalid-change");
  });

  test("a mark of somebody else inside one's own is that other's, and is read as it was written", async () => {
    const record = freshNote();
    const data = { a: mark("p-1", { b: mark("p-2", "said of p-2") }) };
    await ledger.commit([noted(record, 0, data)]);
    expect(await stateOf(ledger, record)).toEqual(data);
    await vault.destroy("p-2");
    expect(await stateOf(ledger, record)).toEqual({ a: mark("p-1", { b: { "~erased": "p-2" } }) });
  });
});

describe("what somebody with rights to the database did", () => {
  test("a state of before, another record's, and one in the clear are corrupt", async () => {
    const [record, other] = [freshNote(), freshNote()];
    await ledger.commit([noted(record, 0, { a: mark("p-1", "one") })]);
    const before = (await stateOf(below, record)) as JsonObject;
    await ledger.commit([noted(record, 1, { a: mark("p-1", "two") })]);
    await ledger.commit([noted(other, 0, { a: mark("p-1", "three") })]);
    const another = (await stateOf(below, other)) as JsonObject;
    for (const state of [before, another, { a: mark("p-1", "forged") }]) {
      const broken = sealedLedger(
        spoilt(below, () => ({ state })),
        vault,
      );
      expect((await refusal(() => broken.get(record))).code).toBe("ledger/corrupt");
    }
  });

  test("a vault that is older than the ledger is told of, and writes nothing in its place", async () => {
    const record = freshNote();
    const data = { a: mark("p-1", "one") };
    await ledger.commit([noted(record, 0, data, { keys: [{ name: "a", value: "b" }] })]);
    vault = memoryVault();
    expect((await refusal(() => seal().get(record))).code).toBe("vault/key-missing");
    const query = { kind: "note", name: "a", value: "b" };
    expect((await refusal(() => all(seal().find(query)))).code).toBe("vault/key-missing");
    const again = noted(record, 1, data, { keys: [{ name: "a", value: "b" }] });
    expect((await refusal(() => seal().commit([again]))).code).toBe("vault/key-missing");
  });
});

describe("tombstones kept elsewhere", () => {
  const book: readonly Tombstone[] = [{ subject: "p-1", destroyedAt: "2026-11-20T10:00:00.000Z" }];
  const record = freshNote();
  const data = { a: mark("p-1", "Siân") };

  /** A vault restored from a backup of before the erasure: the key is back. */
  beforeEach(async () => {
    await ledger.commit([noted(record, 0, data)]);
  });

  test("are destroyed again before anything is served", async () => {
    const tombstones = async function* () {
      await new Promise<void>((resolve) => setTimeout(resolve, 20));
      yield* book;
    };
    expect(await stateOf(seal({ tombstones }), record)).toEqual({ a: { "~erased": "p-1" } });
    expect(await vault.find("p-1")).toEqual(book[0]);
  });

  test("control: without them the person is back", async () => {
    expect(await stateOf(seal(), record)).toEqual(data);
  });

  test("that cannot be read keep everything shut, until they can", async () => {
    let isAway = true;
    const tombstones = async function* () {
      if (isAway) throw new Error("the book is away");
      yield* book;
    };
    const waiting = seal({ tombstones });
    await expect(waiting.get(record)).rejects.toThrow("the book is away");
    await expect(waiting.commit([noted(freshNote(), 0, {})])).rejects.toThrow("the book is away");
    isAway = false;
    expect(await stateOf(waiting, record)).toEqual({ a: { "~erased": "p-1" } });
  });

  test("may stand in the ledger's own records", async () => {
    const erasure = "erasure/p-1" as const;
    const keys = [{ name: "all", value: "erasures" }];
    await ledger.commit([noted(erasure, 0, { ...book[0] }, { keys })]);
    const tombstones = async function* (given: Ledger) {
      for await (const { state } of given.find({ kind: "erasure", name: "all", value: "erasures" }))
        yield state as unknown as Tombstone;
    };
    expect(await stateOf(seal({ tombstones: [tombstones] }), record)).toEqual({ a: { "~erased": "p-1" } });
  });
});

test("options that mean nothing are refused", () => {
  for (const cacheSeconds of [-1, 61, Number.NaN])
    expect(() => seal({ cacheSeconds })).toThrow(new RangeError("cacheSeconds is 0 to 60."));
  expect(() => seal({ cacheSeconds: 60 })).not.toThrow();
  expect(() => seal({ source: "not a uri" })).toThrow(new RangeError("source is a URI reference."));
  expect(storedLedger(ledger)).toBe(below);
});

test("a malformed change is refused as below, and what is not JSON too", async () => {
  expect((await refusal(() => ledger.commit([]))).code).toBe("ledger/invalid-change");
  const bad = { a: mark("p-1", Number.NaN) };
  const options = { idempotencyKey: "k-1", fingerprint: "one" };
  await ledger.commit([noted(freshNote(), 0, {})], options);
  const repeat = await refusal(() => ledger.commit([noted(freshNote(), 0, bad)], options));
  expect(repeat.code).toBe("core/not-json");
  expect((await refusal(() => ledger.commit([noted(freshNote(), 0, bad)]))).code).toBe("core/not-json");
});

test("events without data pass as they are", async () => {
  const record = freshNote();
  await ledger.commit([noted(record, 0, {})]);
  const bare: Ledger = {
    ...below,
    async *history(of) {
      for await (const entry of below.history(of)) {
        const { data: _, ...event } = entry.event;
        yield { ...entry, event };
      }
    },
  };
  expect((await all(sealedLedger(bare, vault).history(record)))[0]?.event).not.toHaveProperty("data");
});
