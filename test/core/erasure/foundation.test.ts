import { memoryLedger, memoryVault } from "@throughline/core";
import { expect, test } from "vitest";
import { foundationOf } from "../../../packages/core/src/erasure/foundation.js";
import { organisation, signing } from "./support.js";

const { signer } = await signing();
const least = { ledger: memoryLedger(), vault: memoryVault(), signer, backupRetentionSeconds: 0 };

test("what is left out has a default: the longest cache, the signer's name, no alias", async () => {
  const foundation = foundationOf(least);
  expect(foundation).toMatchObject({
    organisation,
    keyCacheSeconds: 60,
    worker: { kind: "service", id: "erasure", organisation },
  });
  expect(await foundation.owns("j-ada", "p-ada")).toBe(false);
  expect(foundation.book).toBeUndefined();
});

test("what is said is kept", () => {
  const said = { organisation: "housing-support", keyCacheSeconds: 0, backupRetentionSeconds: 3_155_760_000 };
  expect(foundationOf({ ...least, ...said })).toMatchObject({
    ...said,
    worker: { organisation: "housing-support" },
  });
});

test.each([
  ["keyCacheSeconds", -1],
  ["keyCacheSeconds", 60.001],
  ["keyCacheSeconds", Number.NaN],
  ["backupRetentionSeconds", -1],
  ["backupRetentionSeconds", 3_155_760_001],
  ["backupRetentionSeconds", Number.NaN],
  ["backupRetentionSeconds", undefined as unknown as number],
])("%s of %s means nothing", (name, value) => {
  expect(() => foundationOf({ ...least, [name]: value })).toThrow(
    expect.objectContaining({ name: "RangeError", message: expect.stringContaining(name) }),
  );
});
