import { readFileSync } from "node:fs";
import {
  type ErasureReceipt,
  erasureReceiptSchema,
  erasureReceiptType,
  type JsonObject,
  type Signer,
  type Verifier,
  verifyErasureReceipt,
} from "@throughline/core";
import { createSigner, createVerifier, generateSigningKey } from "@throughline/identity";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { receiptOf, signErasureReceipt } from "../../../packages/core/src/erasure/receipt.js";
import { refusal } from "../support.js";
import { organisation, signing } from "./support.js";

const golden = JSON.parse(
  readFileSync(new URL("erasure-receipt.v1.golden.json", import.meta.url), "utf8"),
) as ErasureReceipt & JsonObject;

let signer: Signer;
let verifier: Verifier;
beforeAll(async () => {
  ({ signer, verifier } = await signing());
});

/** What a dishonest holder of the key might sign. */
async function signed(parts: object, typ = erasureReceiptType): Promise<string> {
  return await signer.sign(typ, { ...golden, ...parts });
}

test("the published schema is what is really accepted", async () => {
  const schema = {
    $id: "urn:throughline:schema:erasure-receipt:1",
    title: "Throughline erasure receipt, version 1",
    ...z.toJSONSchema(erasureReceiptSchema),
  };
  const published = "../../../packages/core/schemas/erasure-receipt.v1.json";
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(published);
});

test("a receipt that version 1 wrote is read as ever", async () => {
  expect(erasureReceiptSchema.parse(golden)).toEqual(golden);
  expect(await verifyErasureReceipt(await signErasureReceipt(golden, signer), verifier)).toEqual(golden);
});

test("a receipt says of an erasure what its record says", () => {
  const { version: _, organisation: __, erasure, completedAt, ...rest } = golden;
  const state = { ...rest, status: "keys-destroyed", completableAt: completedAt } as const;
  expect(receiptOf(state, { organisation, erasure, completedAt })).toEqual(golden);
});

describe("a receipt is refused", () => {
  test("where a bit of it was changed", async () => {
    const document = await signed({});
    const [head, body, mark] = document.split(".") as [string, string, string];
    const text = Buffer.from(body, "base64url").toString().replace("p-ada", "p-eve");
    const forged = [head, Buffer.from(text).toString("base64url"), mark].join(".");
    expect((await refusal(() => verifyErasureReceipt(forged, verifier))).code).toBe("identity/bad-signature");
  });

  test("where another key signed it", async () => {
    const stranger = await signing();
    const forged = await signErasureReceipt(golden, stranger.signer);
    expect((await refusal(() => verifyErasureReceipt(forged, verifier))).code).toMatch(/^identity\//);
  });

  test("where it is another kind of document", async () => {
    const other = await signed({}, "consent-receipt+jwt");
    expect((await refusal(() => verifyErasureReceipt(other, verifier))).code).toBe("identity/wrong-type");
  });

  test("where a trusted organisation signed it in another's name", async () => {
    const forged = await signed({ organisation: "housing-support" });
    for (const expected of [{}, { organisation: "housing-support" }, { organisation }]) {
      const error = await refusal(() => verifyErasureReceipt(forged, verifier, expected));
      expect([error.code, error.details]).toEqual([
        "erasure/receipt-mismatch",
        { members: ["organisation"] },
      ]);
    }
  });

  test("where it names the organisation that was expected, and another signed it", async () => {
    const key = await generateSigningKey();
    const trust = [{ issuer: "housing-support", keys: [key.publicJwk] }];
    const document = await createSigner({ issuer: "housing-support", key }).sign(erasureReceiptType, golden);
    const error = await refusal(() =>
      verifyErasureReceipt(document, createVerifier({ trust }), { organisation: golden.organisation }),
    );
    expect([error.code, error.details]).toEqual(["erasure/receipt-mismatch", { members: ["organisation"] }]);
  });

  test("by name where its version is not known, whatever else it holds", async () => {
    for (const version of [0, 2, 99]) {
      const error = await refusal(async () =>
        verifyErasureReceipt(await signed({ version, news: true }), verifier),
      );
      expect([error.code, error.details]).toEqual([
        "erasure/unknown-receipt-version",
        { version, known: [1] },
      ]);
    }
  });

  test.each<readonly [string, object]>([
    ["version", { version: "1" }],
    ["organisation", { organisation: "" }],
    ["erasure", { erasure: "0123" }],
    ["subjects", { subjects: [] }],
    ["subjects", { subjects: ["p-ada", "p-ada"] }],
    ["subjects.1", { subjects: ["p-ada", "~lookup"] }],
    ["askedAt", { askedAt: "2026-11-20" }],
    ["keys.0", { keys: [""] }],
    ["kept.0.what", { kept: [{ what: "her letters to us", basis: "x" }] }],
    ["", { name: "Ada Smith" }],
    ["backupsLapseAt", { askedAt: "2026-11-23T10:00:00.001Z" }],
    ["backupsLapseAt", { begunAt: "2026-11-23T10:00:01.001Z" }],
    ["backupsLapseAt", { keysDestroyedAt: "2026-11-23T10:01:01.001Z" }],
    ["backupsLapseAt", { backupsLapseAt: "2026-11-23T10:00:00.999Z" }],
  ])("where %s does not fit: %j", async (member, parts) => {
    const error = await refusal(async () => verifyErasureReceipt(await signed(parts), verifier));
    expect([error.code, error.details]).toEqual(["erasure/invalid-receipt", { members: [member] }]);
  });

  test("by the one who would sign it, where it does not hold together", async () => {
    const { backupsLapseAt: _, ...rest } = golden;
    const bad = { ...rest, backupsLapseAt: golden.askedAt } as ErasureReceipt;
    await expect(signErasureReceipt(bad, signer)).rejects.toThrow();
  });
});

describe("a true receipt", () => {
  test("may have dates that are the same", async () => {
    const at = golden.begunAt;
    const dates = { askedAt: at, begunAt: at, keysDestroyedAt: at, completedAt: at, backupsLapseAt: at };
    expect(await verifyErasureReceipt(await signed(dates), verifier)).toMatchObject(dates);
  });

  test("is good for what it says, for each of its subjects", async () => {
    const document = await signed({});
    for (const subject of golden.subjects) {
      const expected = { organisation, erasure: golden.erasure, subject, asOf: golden.completedAt };
      expect(await verifyErasureReceipt(document, verifier, expected)).toEqual(golden);
    }
  });

  test.each([
    ["organisation", { organisation: "housing-support" }],
    ["erasure", { erasure: "f".repeat(40) }],
    ["subject", { subject: "p-ben" }],
    ["asOf", { asOf: "2026-11-23T10:01:00.999Z" }],
  ])("shown again for another %s is no answer", async (member, expected) => {
    const document = await signed({});
    const error = await refusal(() => verifyErasureReceipt(document, verifier, expected));
    expect([error.code, error.details]).toEqual(["erasure/receipt-mismatch", { members: [member] }]);
    expect(await verifyErasureReceipt(document, verifier)).toEqual(golden);
  });

  test("outlives the key it was signed with, for whoever has had it since then", async () => {
    const key = await generateSigningKey();
    const document = await signErasureReceipt(golden, createSigner({ issuer: organisation, key }));
    const retired = { ...key.publicJwk, retired_at: "2027-01-01T00:00:00.000Z" };
    const later = createVerifier({ trust: [{ issuer: organisation, keys: [retired] }] });
    const read = (asOf?: string) => verifyErasureReceipt(document, later, asOf === undefined ? {} : { asOf });
    expect(await read("2026-12-01T00:00:00.000Z")).toEqual(golden);
    expect((await refusal(() => read("2027-02-01T00:00:00.000Z"))).code).toMatch(/^identity\//);
  });
});
