import { conflictOf, findConflict, type TreeHead } from "@throughline/core/transparency";
import { describe, expect, test } from "vitest";
import { refusal } from "../support.js";
import { issuer, signing, trusting } from "./support.js";

const head: TreeHead = {
  version: 1,
  iss: issuer,
  log: "log-1",
  size: 10,
  root: "ab".repeat(32),
  time: "2026-11-23T10:00:00.000Z",
};
const later = "2026-11-23T11:00:00.000Z";
const other = "cd".repeat(32);

test.each([
  ["the same head twice", {}, undefined],
  ["the same tree signed again", { time: later }, undefined],
  ["a larger tree later", { size: 11, root: other, time: later }, undefined],
  ["a larger tree at the same moment", { size: 11, root: other }, undefined],
  ["a smaller tree at the same moment", { size: 9, root: other }, undefined],
  ["one size, two roots", { root: other }, "split-view"],
  ["one size, two roots, an hour apart", { root: other, time: later }, "split-view"],
  ["a smaller tree later", { size: 9, root: other, time: later }, "shrunk"],
  ["another log", { log: "log-2", root: other }, undefined],
  ["another issuer", { iss: "https://log.housing.example", root: other }, undefined],
] as const)("%s", (_name, change, kind) => {
  const one = { ...head, ...change };
  expect(conflictOf(head, one)?.kind).toBe(kind);
  expect(conflictOf(one, head)).toEqual(conflictOf(head, one));
  // The earlier first; of one moment, the one with the lesser root.
  if (kind) expect(conflictOf(one, head)?.heads).toEqual([head, one]);
});

describe("signed heads", () => {
  test("that contradict each other are evidence, whoever brings them", async () => {
    const { key, signer } = await signing();
    const { iss: _, ...payload } = head;
    const sign = (change: object) => signer.sign("tree-head+jwt", { ...payload, ...change });
    const [a, b] = [await sign({}), await sign({ root: other, time: later })];
    expect(await findConflict(b, a, { verifier: trusting(key) })).toEqual({
      kind: "split-view",
      issuer,
      log: "log-1",
      heads: [head, { ...head, root: other, time: later }],
    });
    expect(await findConflict(a, a, { verifier: trusting(key) })).toBeUndefined();
  });

  test("without a good signature are evidence of nothing", async () => {
    const { key, signer } = await signing();
    const { iss: _, ...payload } = head;
    const good = await signer.sign("tree-head+jwt", { ...payload });
    const forged = await (await signing()).signer.sign("tree-head+jwt", { ...payload, root: other });
    const refused = await refusal(() => findConflict(good, forged, { verifier: trusting(key) }));
    expect(refused.code).toBe("identity/unknown-key");
  });
});
