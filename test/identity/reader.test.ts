import { createReader, type KeySource, signCompact, staticKeys, tokenProfiles } from "@throughline/identity";
import { verifyByNode } from "@throughline/identity/node";
import { describe, expect, test } from "vitest";
import { idExpectation, now, reading, samples, signing } from "./profiles/support.js";
import { codeOf, issuerName } from "./support.js";

const profile = tokenProfiles.id_token;

describe("a reader", () => {
  test("gives claims, payload, issuer and key", async () => {
    const { key, trust, make } = await signing();
    const token = await make("id_token");
    expect(await reading(trust).read(token, profile, idExpectation)).toEqual({
      claims: samples.id_token.claims,
      payload: samples.id_token.claims,
      issuer: issuerName,
      keyId: key.keyId,
    });
  });

  test("does the same with node:crypto, whether a token is good or not", async () => {
    const { trust, make } = await signing();
    const good = await make("id_token");
    const bad = `${good.slice(0, -8)}AAAAAAAA`;
    for (const reader of [reading(trust), reading(trust, { verifySignature: verifyByNode })]) {
      expect(await codeOf(reader.read(good, profile, idExpectation))).toBe("accepted");
      expect(await codeOf(reader.read(bad, profile, idExpectation))).toBe("identity/bad-signature");
    }
  });

  test("asks a source for the key by name and algorithm, and compares the algorithm by itself", async () => {
    const { key, make } = await signing();
    const asked: string[][] = [];
    const source: KeySource = {
      async find(...names) {
        asked.push(names);
        return await staticKeys([{ ...key.publicJwk }]).find(key.keyId, "ES256");
      },
    };
    const reader = reading([{ issuer: issuerName, keys: source }]);
    expect(await codeOf(reader.read(await make("id_token"), profile, idExpectation))).toBe("accepted");
    expect(asked).toEqual([[key.keyId, "ES256"]]);
    const other = { ...key, algorithm: "EdDSA" } as const;
    const crossed = await signCompact(other, "JWT", samples.id_token.claims);
    expect(await codeOf(reader.read(crossed, profile, idExpectation))).toBe("identity/unsupported-header");
  });

  test("looks at type, issuer and key before the signature, and at the signature before the claims", async () => {
    const { trust, make } = await signing();
    let checked = 0;
    const reader = reading(trust, {
      verifySignature: () => {
        checked += 1;
        return false;
      },
    });
    const read = async (change: object, typ?: string) =>
      codeOf(reader.read(await make("id_token", change, typ), profile, idExpectation));
    expect(await read({}, "at+jwt")).toBe("identity/wrong-type");
    expect(await read({ iss: "https://other.example" })).toBe("identity/untrusted-issuer");
    expect(checked).toBe(0);
    expect(await read({ exp: "never", aud: 7 })).toBe("identity/bad-signature");
    expect(checked).toBe(1);
  });

  test("names claims that are wrong, by their first name alone", async () => {
    const { trust, make } = await signing();
    const token = await make("id_token", { exp: "x", amr: [1, ""] });
    await expect(reading(trust).read(token, profile, idExpectation)).rejects.toMatchObject({
      code: "identity/invalid-claims",
      details: { claims: ["exp", "amr"] },
    });
  });

  test("a law is data: another cap on lifetime is another profile", async () => {
    const { trust, make } = await signing();
    const token = await make("id_token", { exp: now + 36_000 });
    const longer = { ...profile, maxLifetimeSeconds: 36_000 };
    expect(await codeOf(reading(trust).read(token, profile, idExpectation))).toBe(
      "identity/lifetime-too-long",
    );
    expect(await codeOf(reading(trust).read(token, longer, idExpectation))).toBe("accepted");
  });

  test("nonsense options fail at creation", () => {
    for (const toleranceSeconds of [-1, 61, Number.NaN]) {
      expect(() => createReader({ trust: [], toleranceSeconds })).toThrow(RangeError);
    }
  });
});
