import { exportSigningKey, generateSigningKey, importSigningKey, publicJwk } from "@throughline/identity";
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
  });
});
