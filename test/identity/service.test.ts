import {
  createTokenIssuer,
  createTokenVerifier,
  exportSigningKey,
  generateSigningKey,
  importSigningKey,
} from "@throughline/identity";
import { describe, expect, test } from "vitest";
import { audience, codeOf, issuerName, person, setUp, staff } from "./support.js";

describe("an identity token", () => {
  test.each([
    ["person", person],
    ["staff", staff],
  ])("of a %s comes back as the same actor", async (_, actor) => {
    const { issuer, verifier } = await setUp();
    const verified = await verifier.verify(await issuer.issue({ actor, audience }));
    expect(verified.actor).toEqual(actor);
    expect(verified.issuer).toBe(issuerName);
    expect(verified.expiresAt).toBe("2026-11-23T10:05:00.000Z");
  });

  test("says when the user signed in, not when the token was made", async () => {
    const { issuer, verifier } = await setUp();
    const token = await issuer.issue({
      actor: person,
      audience,
      authenticatedAt: "2026-11-23T09:30:00.000Z",
    });
    expect((await verifier.verify(token)).authenticatedAt).toBe("2026-11-23T09:30:00.000Z");
    expect(await codeOf(verifier.verify(token, { maxAgeSeconds: 1700 }))).toBe(
      "identity/authentication-too-old",
    );
    expect(await codeOf(verifier.verify(token, { maxAgeSeconds: 1800 }))).toBe("accepted");
  });

  test("two tokens never share an id", async () => {
    const { issuer, verifier } = await setUp();
    const ids = await Promise.all(
      [1, 2].map(
        async () => (await verifier.verify(await issuer.issue({ actor: person, audience }))).tokenId,
      ),
    );
    expect(new Set(ids).size).toBe(2);
  });

  test("ends at its expiry and five seconds of clock difference, not later", async () => {
    const { clock, issuer, verifier } = await setUp();
    const token = await issuer.issue({ actor: person, audience });
    clock.now = new Date("2026-11-23T10:05:04.999Z");
    expect(await codeOf(verifier.verify(token))).toBe("accepted");
    clock.now = new Date("2026-11-23T10:05:05.000Z");
    expect(await codeOf(verifier.verify(token))).toBe("identity/expired");
    clock.now = new Date("2026-11-23T09:59:54.000Z");
    expect(await codeOf(verifier.verify(token))).toBe("identity/not-yet-valid");
  });

  test("is refused where its expectations do not hold", async () => {
    const { issuer, verifier } = await setUp();
    const token = await issuer.issue({ actor: staff, audience });
    expect(await codeOf(verifier.verify(token, { kinds: ["person"] }))).toBe("identity/actor-not-allowed");
    expect(await codeOf(verifier.verify(token, { expectedSubject: "p-7f3a" }))).toBe(
      "identity/subject-changed",
    );
    expect(await codeOf(verifier.verify(token, { kinds: ["staff"], expectedSubject: "s-12" }))).toBe(
      "accepted",
    );
  });

  test("is refused without the assurance that is asked for", async () => {
    const { issuer, verifier } = await setUp();
    const token = await issuer.issue({ actor: person, audience });
    const ask = (proofing: string) => verifier.verify(token, { require: { framework: "gpg45", proofing } });
    expect(await codeOf(ask("low"))).toBe("accepted");
    expect(await codeOf(ask("medium"))).toBe("accepted");
    expect(await codeOf(ask("high"))).toBe("identity/assurance-insufficient");
    await expect(ask("high")).rejects.toMatchObject({ details: { framework: "gpg45", proofing: "high" } });
    expect(await codeOf(ask("superb"))).toBe("identity/unknown-framework");
  });

  test("another service refuses it", async () => {
    const { clock, issuer, trust } = await setUp();
    const other = createTokenVerifier({
      trust,
      audience: "urn:throughline:hub:housing",
      clock: () => clock.now,
    });
    expect(await codeOf(other.verify(await issuer.issue({ actor: person, audience })))).toBe(
      "identity/wrong-audience",
    );
  });

  test("an issuer with another key under the same name is refused", async () => {
    const { clock, verifier } = await setUp();
    const impostor = createTokenIssuer({
      issuer: issuerName,
      key: await generateSigningKey(),
      clock: () => clock.now,
    });
    expect(await codeOf(verifier.verify(await impostor.issue({ actor: person, audience })))).toBe(
      "identity/unknown-key",
    );
  });

  test("a party without assurance, or anonymous, is never issued one", async () => {
    const { issuer } = await setUp();
    const bare = { ...person, assurance: undefined } as unknown as typeof person;
    expect(await codeOf(issuer.issue({ actor: bare, audience }))).not.toBe("accepted");
    const anonymous = { ...person, kind: "anonymous" } as const;
    expect(await codeOf(issuer.issue({ actor: anonymous, audience }))).toBe("identity/invalid-claims");
  });

  test("a longer life than is believed here is refused", async () => {
    const { clock, issuer, trust } = await setUp({ lifetimeSeconds: 3600 });
    const strict = createTokenVerifier({ trust, audience, maxLifetimeSeconds: 600, clock: () => clock.now });
    expect(await codeOf(strict.verify(await issuer.issue({ actor: person, audience })))).toBe(
      "identity/lifetime-too-long",
    );
  });

  test("nonsense options fail at creation", async () => {
    const key = await generateSigningKey();
    expect(() => createTokenIssuer({ issuer: issuerName, key, lifetimeSeconds: 5 })).toThrow(RangeError);
    expect(() => createTokenVerifier({ trust: [], audience, toleranceSeconds: 600 })).toThrow(RangeError);
  });

  test("a kept key signs as before", async () => {
    const key = await generateSigningKey({ extractable: true });
    const kept = await importSigningKey(await exportSigningKey(key));
    expect(kept.publicJwk).toEqual(key.publicJwk);
    const verifier = createTokenVerifier({
      trust: [{ issuer: issuerName, keys: [key.publicJwk] }],
      audience,
    });
    const token = await createTokenIssuer({ issuer: issuerName, key: kept }).issue({
      actor: person,
      audience,
    });
    expect((await verifier.verify(token)).actor).toEqual(person);
  });
});
