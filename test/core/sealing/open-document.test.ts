import { type JsonObject, memoryVault, sha256, type Vault } from "@throughline/core";
import { beforeEach, describe, expect, test } from "vitest";
import { openDocument } from "../../../packages/core/src/sealing/open-document.js";
import { sealDocument } from "../../../packages/core/src/sealing/seal-document.js";
import type { Place } from "../../../packages/core/src/sealing/sealed-node.js";
import { type SubjectKey, subjectKeys } from "../../../packages/core/src/sealing/subject-keys.js";
import { refusal } from "../support.js";
import { mark, place } from "./support.js";

const plain = {
  a: mark("p-1", { name: "Siân", with: [mark("p-2", "Gwen")] }),
  b: [mark("p-2", "Bangor"), 1],
};

let vault: Vault;
let sealed: JsonObject;

const keysOf = (from: Vault) => subjectKeys(from, { cacheSeconds: 30, clock: () => performance.now() });
const open = (document: JsonObject, at: Place = place, from = vault) =>
  openDocument(document, at, { keys: keysOf(from), hash: sha256 });

async function seal(document: JsonObject, at: Place = place): Promise<JsonObject> {
  const keys = new Map<string, SubjectKey>();
  for (const subject of ["p-1", "p-2"])
    keys.set(subject, (await keysOf(vault).obtain(subject)) as SubjectKey);
  return await sealDocument(document, at, { keys, hash: sha256 });
}

beforeEach(async () => {
  vault = memoryVault();
  sealed = await seal(plain);
});

test("it comes back as it was, inner marks included", async () => {
  expect(await open(sealed)).toEqual(plain);
  const bare = { a: [1, { b: null }] };
  expect(await open(bare)).toBe(bare);
});

test("of an erased subject only a mark is left, wherever it stands", async () => {
  await vault.destroy("p-2");
  expect(await open(sealed)).toEqual({
    a: mark("p-1", { name: "Siân", with: [{ "~erased": "p-2" }] }),
    b: [{ "~erased": "p-2" }, 1],
  });
  await vault.destroy("p-1");
  expect(await open(sealed)).toEqual({ a: { "~erased": "p-1" }, b: [{ "~erased": "p-2" }, 1] });
});

describe("what was altered is named", () => {
  type Node = { readonly "~sealed": JsonObject };
  let a: Node;
  let b: Node;
  const other: Place = { ...place, record: "note/b" };

  beforeEach(() => {
    a = sealed["a"] as Node;
    b = (sealed["b"] as unknown as readonly [Node])[0];
  });

  test.each<[string, () => Promise<JsonObject> | JsonObject, JsonObject]>([
    ["two nodes in each other's places", () => ({ a: b, b: [a] }), { reason: "a sealed node" }],
    ["another record's state", () => seal(plain, other), { reason: "a sealed node" }],
    ["an older state", () => seal(plain, { ...place, version: 2 }), { reason: "a sealed node" }],
    ["an event as a state", () => seal(plain, { ...place, part: "event" }), { reason: "a sealed node" }],
    [
      "the key's name",
      () => ({ ...sealed, a: { "~sealed": { ...a["~sealed"], key: "key_2" } } }),
      { reason: "the name of the key" },
    ],
    [
      "a node without its box",
      () => ({ a: { "~sealed": { subject: "p-1" } } }),
      { reason: "the form of a sealed node" },
    ],
    ["a node with more beside it", () => ({ a: { ...a, x: 1 } }), { reason: "the form of a sealed node" }],
    [
      "data in the clear",
      () => ({ a: mark("p-1", "forged") }),
      { reason: "personal data that is not sealed" },
    ],
    ["erased by a list", () => ({ a: { "~erased": ["p-1"] } }), { reason: "the form of a mark of erasure" }],
  ])("%s", async (_what, altered, details) => {
    const error = await refusal(async () => open(await altered()));
    expect(error).toMatchObject({ code: "ledger/corrupt", details });
    expect(error.details).toMatchObject({ record: "note/a", version: 3, part: "state" });
    expect(JSON.stringify(error.details)).not.toMatch(/forged|Siân|p-1/);
  });

  test("inside a box only the place of the outermost is told", async () => {
    const inner = { "Siân Jones": { "~erased": "p-2" } };
    const error = await refusal(async () => open(await seal({ a: mark("p-1", inner) })));
    expect(error).toMatchObject({ code: "vault/tombstone-missing", details: { pointer: "/a" } });
  });
});

test("a vault that has lost a key is told, and never taken for an erasure", async () => {
  const error = await refusal(() => open(sealed, place, memoryVault()));
  expect(error).toMatchObject({
    code: "vault/key-missing",
    details: { record: "note/a", version: 3, part: "state", pointer: "/a" },
  });
  const restored = memoryVault();
  await restored.obtain("p-1");
  await restored.obtain("p-2");
  expect((await refusal(() => open(sealed, place, restored))).code).toBe("vault/key-missing");
});

test("a mark of erasure that no tombstone bears out is refused", async () => {
  expect((await refusal(() => open({ a: { "~erased": "p-1" } }))).code).toBe("vault/tombstone-missing");
  expect((await refusal(() => open({ a: { "~erased": "p-9" } }))).code).toBe("vault/tombstone-missing");
  await vault.destroy("p-1");
  expect(await open({ a: { "~erased": "p-1" } })).toEqual({ a: { "~erased": "p-1" } });
});
