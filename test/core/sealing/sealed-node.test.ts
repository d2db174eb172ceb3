import { type JsonValue, sha256 } from "@throughline/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  openNode,
  type SealedNode,
  sealedNodeSchema,
  sealNode,
} from "../../../packages/core/src/sealing/sealed-node.js";
import type { SubjectKey } from "../../../packages/core/src/sealing/subject-keys.js";
import { freshKey, place } from "./support.js";

const seal = (value: JsonValue, key: SubjectKey) =>
  sealNode({ subject: "p-1", value }, key, place, "/a", sha256);
const open = (node: SealedNode, key: SubjectKey, at = place, pointer = "/a") =>
  openNode(node, key, at, pointer, sha256);

test("any JSON value comes back as it was", async () => {
  const key = await freshKey();
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const plain = JSON.parse(JSON.stringify(value)) as JsonValue;
      const node = await seal(plain, key);
      expect(sealedNodeSchema.safeParse(node).success).toBe(true);
      expect(await open(node, key)).toEqual({ value: plain });
    }),
    { numRuns: 50 },
  );
});

test("the same value sealed twice has nothing in common, and short answers have one length", async () => {
  const key = await freshKey();
  const [one, two] = [await seal("yes", key), await seal("yes", key)];
  expect([one.iv, one.box, one.commitment].filter((part) => JSON.stringify(two).includes(part))).toEqual([]);
  const lengths = await Promise.all(
    [true, null, "", "no", "yes", "Llanfairpwll"].map(async (v) => (await seal(v, key)).box.length),
  );
  expect(new Set(lengths).size).toBe(1);
});

test("what was sealed and stored before opens for ever: its form never changes", async () => {
  const bytes = Uint8Array.from({ length: 32 }, (_, n) => n);
  const cipher = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["decrypt"]);
  const stored: SealedNode = {
    subject: "p-1",
    key: "key_1",
    iv: "FamqqbRRwUzx4jlq",
    box: "V1jry8waRUKaV2JlSZxa7ayTxXfhzDWe_rHqhkVUhESibdEnAPZWGBJVgS5HVQjTdBG79Mx1wadtt_044LgdQc55Hfk_Kzfrmf4iGEwc9ik",
    commitment: "9702b1fe396f38d6e6fba88c0c2f1629e16519e49439c36381a56855d7a3abd8",
  };
  expect(await open(stored, { id: "key_1", cipher })).toEqual({ value: "Siân" });
});

describe("a box opens only", async () => {
  const key = await freshKey("key_1");
  const node = await seal("Siân", key);
  const other = await seal("Gwen", key);
  const changed = (text: string) => `${text[0] === "A" ? "B" : "A"}${text.slice(1)}`;

  test.each<[string, () => ReturnType<typeof open>]>([
    ["under its key", async () => open(node, await freshKey("key_1"))],
    ["under its key's name", () => open({ ...node, key: "key_2" }, key)],
    ["for its subject", () => open({ ...node, subject: "p-2" }, key)],
    ["in its ledger", () => open(node, key, { ...place, source: "urn:test:other" })],
    ["in its record", () => open(node, key, { ...place, record: "note/b" })],
    ["at its version", () => open(node, key, { ...place, version: 2 })],
    ["in its part of the record", () => open(node, key, { ...place, part: "event" })],
    ["in its place", () => open(node, key, place, "/b")],
    ["whole", () => open({ ...node, box: changed(node.box) }, key)],
    ["with its iv", () => open({ ...node, iv: other.iv }, key)],
    ["beside its commitment", () => open({ ...node, commitment: other.commitment }, key)],
    ["as base64url", () => open({ ...node, box: "A" }, key)],
    ["with something in it", () => open({ ...node, box: "AAAA" }, key)],
  ])("%s", async (_what, attempt) => {
    expect(await open(node, key)).toEqual({ value: "Siân" });
    expect(await attempt()).toBeUndefined();
  });
});

test("the commitment says nothing without the salt: it is not a digest of the value", async () => {
  const key = await freshKey();
  const nodes = await Promise.all(Array.from({ length: 5 }, () => seal("1980-02-29", key)));
  expect(new Set(nodes.map((node) => node.commitment)).size).toBe(5);
});
