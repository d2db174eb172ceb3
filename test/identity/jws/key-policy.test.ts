import { generateSigningKey, importVerificationKey, type SigningAlgorithm } from "@throughline/identity";
import { describe, expect, test } from "vitest";
import { flawOf } from "../../../packages/identity/src/jws/key-policy.js";

const ec = (await generateSigningKey()).publicJwk;
const okp = (await generateSigningKey({ algorithm: "EdDSA" })).publicJwk;
const rsa = (await generateSigningKey({ algorithm: "RS256" })).publicJwk;

const number = (value: bigint) => {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 1 ? `0${hex}` : hex, "hex").toString("base64url");
};
const modulus = (bits: bigint) => number(2n ** bits - 1n);

describe("the key policy", () => {
  test.each([
    ["an EC key", ec],
    ["an Ed25519 key", okp],
    ["an RSA key", rsa],
    [
      "a key with use, operations and a certificate",
      { ...ec, key_ops: ["verify"], x5c: ["AAAA"], x5t: "AA" },
    ],
    ["a key that names no use", { ...rsa, use: undefined }],
    ["an RSA key of 2,048 bits", { ...rsa, n: modulus(2048n) }],
    ["an RSA key of 8,192 bits", { ...rsa, n: modulus(8192n) }],
    ["an RSA key with a larger odd exponent", { ...rsa, e: number(65_539n) }],
  ])("takes %s", (_, key) => {
    expect(flawOf(key)).toBeUndefined();
  });

  test.each([
    ["symmetric", { kty: "oct", k: "AAAA", kid: "k", alg: "HS256" }],
    ["symmetric", { ...ec, k: "AAAA" }],
    ["private", { ...ec, d: "AAAA" }],
    ["private", { ...rsa, p: "AAAA" }],
    ["private", { ...rsa, oth: [] }],
    ["kid", { ...ec, kid: undefined }],
    ["kid", { ...ec, kid: "" }],
    ["kid", { ...ec, kid: "../keys" }],
    ["kid", { ...ec, kid: "x".repeat(201) }],
    ["use", { ...ec, use: "enc" }],
    ["use", { ...ec, use: ["sig"] }],
    ["key-ops", { ...ec, key_ops: ["verify", "encrypt"] }],
    ["key-ops", { ...ec, key_ops: [] }],
    ["key-ops", { ...ec, key_ops: "verify" }],
    ["algorithm", { ...ec, alg: "ES384" }],
    ["algorithm", { ...ec, alg: "HS256" }],
    ["algorithm", { ...ec, alg: "ES521" }],
    ["algorithm", { ...ec, crv: "P-384" }],
    ["algorithm", { ...ec, crv: "secp256k1", alg: undefined }],
    ["algorithm", { ...ec, kty: "RSA" }],
    ["algorithm", { ...rsa, alg: undefined }],
    ["algorithm", { ...rsa, alg: "RSA1_5" }],
    ["coordinates", { ...ec, x: "AAAA" }],
    ["coordinates", { ...ec, y: undefined }],
    ["coordinates", { ...ec, x: `${ec.x}=` }],
    ["coordinates", { ...okp, x: "AAAA" }],
    ["modulus", { ...rsa, n: modulus(2047n) }],
    ["modulus", { ...rsa, n: modulus(8193n) }],
    ["modulus", { ...rsa, n: undefined }],
    ["modulus", { ...rsa, n: "not base64url!" }],
    ["exponent", { ...rsa, e: number(1n) }],
    ["exponent", { ...rsa, e: number(3n) }],
    ["exponent", { ...rsa, e: number(65_535n) }],
    ["exponent", { ...rsa, e: number(65_538n) }],
    ["exponent", { ...rsa, e: number(2n ** 64n + 1n) }],
    ["exponent", { ...rsa, e: "" }],
    ["dates", { ...ec, retired_at: "yesterday" }],
    ["dates", { ...ec, compromised_at: 0 }],
  ])("refuses by the rule %s: %j", async (rule, key) => {
    expect(flawOf(key)).toBe(rule);
    await expect(importVerificationKey(key)).rejects.toMatchObject({
      code: "identity/unusable-key",
      details: { rule },
    });
  });

  test("refuses a point that is not on its curve", async () => {
    const off = { ...ec, y: Buffer.alloc(32, 1).toString("base64url") };
    expect(flawOf(off)).toBeUndefined();
    await expect(importVerificationKey(off)).rejects.toMatchObject({ details: { rule: "point" } });
  });

  test("gives a key that names no algorithm the only one it may be for", async () => {
    const unnamed = { ...ec, alg: undefined };
    expect((await importVerificationKey(unnamed)).algorithm).toBe("ES256");
    expect((await importVerificationKey({ ...okp, alg: undefined })).algorithm).toBe("EdDSA");
    const only = { algorithms: ["PS256", "ES256"] satisfies SigningAlgorithm[] };
    expect((await importVerificationKey({ ...rsa, alg: undefined }, only)).algorithm).toBe("PS256");
    expect(flawOf({ ...rsa, alg: "RS256" }, only)).toBe("algorithm");
    expect(flawOf({ ...ec, alg: "ES256" }, { algorithms: ["RS256"] })).toBe("algorithm");
  });

  test("keeps of a key what counts, and nothing else", async () => {
    const more = { ...ec, x5c: ["AAAA"], note: "hello", retired_at: "2026-11-01T00:00:00.000Z" };
    const { jwk, keyId, algorithm } = await importVerificationKey(more);
    expect(jwk).toEqual({ ...ec, retired_at: "2026-11-01T00:00:00.000Z" });
    expect([keyId, algorithm]).toEqual([ec.kid, "ES256"]);
  });
});
