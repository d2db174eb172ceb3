import { createSigner, createVerifier, generateSigningKey } from "@throughline/identity";
import { describe, expect, test } from "vitest";
import { audience, codeOf, issuerName, person, setUp } from "./support.js";

const typ = "consent-receipt+jwt";

describe("a signer and a verifier of documents", () => {
  test("carry a payload across, with its issuer", async () => {
    const { key, trust } = await setUp();
    const document = await createSigner({ issuer: issuerName, key }).sign(typ, {
      receipt: "r-1",
      iss: "someone else",
    });
    const verified = await createVerifier({ trust }).verify(document, { typ });
    expect(verified).toEqual({
      issuer: issuerName,
      keyId: key.keyId,
      payload: { receipt: "r-1", iss: issuerName },
    });
  });

  test("keep types apart, both ways", async () => {
    const { key, trust, issuer, verifier } = await setUp();
    const signer = createSigner({ issuer: issuerName, key });
    const documents = createVerifier({ trust });
    const receipt = await signer.sign(typ, {});
    const token = await issuer.issue({ actor: person, audience });
    expect(await codeOf(documents.verify(receipt, { typ: "handoff-offer+jwt" }))).toBe("identity/wrong-type");
    expect(await codeOf(documents.verify(token, { typ: "at+jwt" }))).toBe("identity/wrong-type");
    expect(await codeOf(verifier.verify(receipt))).toBe("identity/wrong-type");
    await expect(signer.sign("at+jwt", {})).rejects.toThrow(RangeError);
    await expect(signer.sign("JWT", {})).rejects.toThrow(RangeError);
  });

  test("a retired key is good for what it signed before, and for nothing else", async () => {
    const { key } = await setUp();
    const document = await createSigner({ issuer: issuerName, key }).sign(typ, {});
    const retired = { ...key.publicJwk, retired_at: "2026-11-01T00:00:00.000Z" };
    const documents = createVerifier({ trust: [{ issuer: issuerName, keys: [retired] }] });
    const at = (asOf?: string) => documents.verify(document, asOf === undefined ? { typ } : { typ, asOf });
    expect(await codeOf(at())).toBe("identity/unknown-key");
    expect(await codeOf(at("2026-11-01T00:00:00.000Z"))).toBe("identity/unknown-key");
    expect(await codeOf(at("2026-10-31T23:59:59.999Z"))).toBe("accepted");
  });

  test("a symmetric or private key is never trusted", async () => {
    const key = await generateSigningKey();
    const withPrivate = { ...key.publicJwk, d: "AAAA" };
    const symmetric = {
      kty: "oct",
      k: "AAAA",
      kid: "k",
      alg: "HS256",
      use: "sig",
    } as unknown as typeof key.publicJwk;
    for (const bad of [withPrivate, symmetric]) {
      expect(() => createVerifier({ trust: [{ issuer: issuerName, keys: [bad] }] })).toThrow();
    }
  });
});

describe("a key with an end", () => {
  const before = "2026-10-31T23:59:59.999Z";
  const end = "2026-11-01T00:00:00.000Z";
  const after = "2026-11-01T00:00:00.001Z";

  test.each([
    ["retired", { retired_at: end }, undefined],
    ["compromised", { compromised_at: end }, end],
    ["retired, then compromised", { retired_at: end, compromised_at: after }, after],
    ["compromised, then retired", { retired_at: after, compromised_at: end }, end],
    ["both at once", { retired_at: end, compromised_at: end }, end],
  ])("%s: good as of any instant before the earlier date, and it says of a theft", async (_, dates, told) => {
    const { key } = await setUp();
    const document = await createSigner({ issuer: issuerName, key }).sign(typ, {});
    const trust = [{ issuer: issuerName, keys: [{ ...key.publicJwk, ...dates }] }];
    const documents = createVerifier({ trust });
    for (const asOf of [end, after, "2030-01-01T00:00:00.000Z"]) {
      expect(await codeOf(documents.verify(document, { typ, asOf }))).toBe("identity/unknown-key");
    }
    expect(await codeOf(documents.verify(document, { typ }))).toBe("identity/unknown-key");
    const verified = await documents.verify(document, { typ, asOf: before });
    expect(verified.compromisedAt).toBe(told);
    expect("compromisedAt" in verified).toBe(told !== undefined);
  });
});
