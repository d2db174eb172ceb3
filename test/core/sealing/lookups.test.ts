import { createHmac } from "node:crypto";
import { memoryLedger, memoryVault, recordOf, type Vault } from "@throughline/core";
import { beforeEach, describe, expect, test } from "vitest";
import { lookups } from "../../../packages/core/src/sealing/lookups.js";
import { refusal } from "../support.js";

const source = "urn:test:ledger";
const anchor = recordOf("sealing", "anchor");

let ledger = memoryLedger();
let vault = memoryVault();
beforeEach(() => {
  ledger = memoryLedger();
  vault = memoryVault();
});

test("a value has one digest in one place, and others elsewhere, so that places cannot be linked", async () => {
  const ours = lookups(ledger, vault, source);
  const one = await ours.value("person", "email", "a@example.com");
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(await lookups(ledger, vault, source).value("person", "email", "a@example.com")).toBe(one);
  const others = await Promise.all([
    ours.value("person", "email", "b@example.com"),
    ours.value("person", "reply", "a@example.com"),
    ours.value("staff", "email", "a@example.com"),
    ours.fingerprint("email", "a@example.com"),
    ours.fingerprint("other", "a@example.com"),
    lookups(memoryLedger(), memoryVault(), source).value("person", "email", "a@example.com"),
  ]);
  expect(new Set([one, ...others]).size).toBe(7);
});

test("digests are stored for ever: HMAC-SHA-256 over the canonical list of what they are of", async () => {
  const bytes = Uint8Array.from({ length: 32 }, (_, n) => n);
  const fixed: Vault = { ...vault, obtain: async () => ({ id: "key_1", bytes: Uint8Array.from(bytes) }) };
  const ours = lookups(ledger, fixed, source);
  const expected = (text: string) => createHmac("sha256", bytes).update(text).digest("hex");
  expect([await ours.value("person", "email", "a@example.com"), await ours.fingerprint("k-1", "f")]).toEqual([
    expected('["lookup","person","email","a@example.com"]'),
    expected('["fingerprint","k-1","f"]'),
  ]);
});

test("the first to come writes down which key it is, and many at once agree", async () => {
  const all = await Promise.all(
    Array.from({ length: 10 }, () => lookups(ledger, vault, source).value("a", "b", "c")),
  );
  expect(new Set(all).size).toBe(1);
  const { record } = await ledger.get(anchor);
  const key = await vault.find("~lookup");
  expect(record?.state).toEqual({ source, lookup: key && "id" in key ? key.id : "" });
  expect(record?.version).toBe(1);
});

describe("a vault that has lost the organisation's key", () => {
  const forgetful = async (): Promise<readonly Vault[]> => {
    const another = memoryVault();
    await another.obtain("~lookup");
    return [memoryVault(), another];
  };

  test("is refused: nothing would be found, and what is unique would not be", async () => {
    await lookups(ledger, vault, source).value("a", "b", "c");
    for (const other of await forgetful()) {
      const error = await refusal(() => lookups(ledger, other, source).value("a", "b", "c"));
      expect(error).toMatchObject({ code: "vault/key-missing", details: { key: "~lookup" } });
    }
    // Nor is one made that would be in the way of the right one when it is put back.
    const empty = memoryVault();
    await refusal(() => lookups(ledger, empty, source).value("a", "b", "c"));
    expect(await empty.find("~lookup")).toBeUndefined();
  });

  test("control: asked without the ledger, it makes a new key and finds nothing", async () => {
    const one = await lookups(ledger, vault, source).value("a", "b", "c");
    const naive = lookups(memoryLedger(), memoryVault(), source);
    expect(await naive.value("a", "b", "c")).not.toBe(one);
  });
});

test("a ledger is opened as what it was sealed as", async () => {
  await lookups(ledger, vault, source).value("a", "b", "c");
  await expect(lookups(ledger, vault, "urn:test:other").value("a", "b", "c")).rejects.toThrow(
    new RangeError("source is not the one that this ledger was sealed as."),
  );
});

test("an anchor that was altered is told", async () => {
  const events = [{ type: "x", data: {} }];
  await ledger.commit([
    { record: anchor, expectedVersion: 0, law: 1, events, state: { lookup: 7 }, keys: [], timers: [] },
  ]);
  const error = await refusal(() => lookups(ledger, vault, source).value("a", "b", "c"));
  expect(error).toMatchObject({ code: "ledger/corrupt", details: { record: anchor } });
});

test("a failure is not kept, and what is not a race is thrown on", async () => {
  let fails = true;
  const flaky: typeof ledger = {
    ...ledger,
    commit: async (...given) => {
      if (fails) throw new Error("away");
      return await ledger.commit(...given);
    },
  };
  const ours = lookups(flaky, vault, source);
  await expect(ours.value("a", "b", "c")).rejects.toThrow("away");
  fails = false;
  expect(await ours.value("a", "b", "c")).toMatch(/^[0-9a-f]{64}$/);
});
