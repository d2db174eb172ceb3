import {
  exportSigningKey,
  generateSigningKey,
  importSigningKey,
  importVerificationKey,
  parseCompact,
  publicJwk,
  type SigningAlgorithm,
  signCompact,
  signingAlgorithms,
  verifyCompact,
} from "@throughline/identity";
import { verifyByNode } from "@throughline/identity/node";
import { calculateJwkThumbprint } from "jose";
import { describe, expect, test } from "vitest";

describe("signing keys", () => {
  test("are named by their thumbprint and publish only the public half", async () => {
    const key = await generateSigningKey();
    expect(key.keyId).toBe(await calculateJwkThumbprint(key.publicJwk));
    expect(Object.keys(key.publicJwk).sort()).toEqual(["alg", "crv", "kid", "kty", "use", "x", "y"]);
    expect(publicJwk.parse(key.publicJwk)).toEqual(key.publicJwk);
  });

  test("stay inside unless they were made to be kept", async () => {
    await expect(exportSigningKey(await generateSigningKey())).rejects.toThrow();
    const kept = await exportSigningKey(await generateSigningKey({ extractable: true }));
    expect(kept).toMatchObject({ kty: "EC", crv: "P-256", alg: "ES256" });
    expect(kept.d).toBeTypeOf("string");
  });

  test("are not read from anything else", async () => {
    const { publicJwk: onlyPublic } = await generateSigningKey();
    await expect(importSigningKey({ ...onlyPublic })).rejects.toThrow(TypeError);
    await expect(importSigningKey({ kty: "oct", k: "AAAA" })).rejects.toThrow(TypeError);
    await expect(importSigningKey({ kty: "EC", crv: "P-384", d: "AAAA" })).rejects.toThrow(TypeError);
    const kept = await exportSigningKey(await generateSigningKey({ extractable: true }));
    await expect(importSigningKey({ ...kept, alg: "ES384" })).rejects.toThrow(TypeError);
    await expect(importSigningKey({ ...kept, alg: "HS256" })).rejects.toThrow(TypeError);
  });

  test.each(Object.keys(signingAlgorithms) as SigningAlgorithm[])(
    "sign with %s, also after they were kept",
    async (algorithm) => {
      const key = await generateSigningKey({ algorithm, extractable: true });
      expect(key.algorithm).toBe(algorithm);
      expect(publicJwk.parse(key.publicJwk)).toEqual(key.publicJwk);
      const kept = await importSigningKey(await exportSigningKey(key));
      expect(kept.publicJwk).toEqual(key.publicJwk);
      const verification = await importVerificationKey(key.publicJwk);
      for (const each of [key, kept]) {
        const text = await signCompact(each, "x+jwt", { a: 1 });
        await verifyCompact(parseCompact(text), verification);
        await verifyCompact(parseCompact(text), verification, verifyByNode);
      }
    },
  );
});
