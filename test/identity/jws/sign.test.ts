import { generateSigningKey, parseCompact, type SigningKey, signCompact } from "@throughline/identity";
import { expect, test } from "vitest";

test("a header names the algorithm, the key and the type, and may have more, but not instead", async () => {
  const key = await generateSigningKey();
  const { header } = parseCompact(
    await signCompact(key, "x+jwt", {}, { alg: "none", kid: "x", typ: "y", jwk: {} }),
    {
      allow: ["jwk"],
    },
  );
  expect(header).toEqual({ alg: "ES256", kid: key.keyId, typ: "x+jwt", jwk: {} });
});

test("a key management service signs in the form of JWS, and one that answers in DER is found out at once", async () => {
  const local = await generateSigningKey();
  const asked: Uint8Array[] = [];
  const managed: SigningKey = {
    keyId: local.keyId,
    algorithm: local.algorithm,
    publicJwk: local.publicJwk,
    async sign(bytes) {
      asked.push(bytes);
      return await local.sign(bytes);
    },
  };
  const text = await signCompact(managed, "x+jwt", { a: "é" });
  expect(asked.map((bytes) => Buffer.from(bytes).toString())).toEqual([parseCompact(text).signed]);
  const der: SigningKey = { ...managed, sign: async () => new Uint8Array(71) };
  await expect(signCompact(der, "x+jwt", {})).rejects.toThrow(RangeError);
});
