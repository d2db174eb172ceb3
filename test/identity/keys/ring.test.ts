import {
  createKeyRing,
  createSigner,
  createTokenIssuer,
  createTokenVerifier,
  createVerifier,
  generateSigningKey,
  type ScheduledKey,
} from "@throughline/identity";
import { describe, expect, test } from "vitest";
import { ringOf } from "../../../packages/identity/src/keys/ring.js";
import { audience, codeOf, issuerName, person } from "../support.js";

const [first, second, third] = [
  await generateSigningKey(),
  await generateSigningKey(),
  await generateSigningKey({ algorithm: "EdDSA" }),
];
const at = (hour: number, minute = 0) => new Date(Date.UTC(2026, 10, 1, hour, minute)).toISOString();

const plan: readonly ScheduledKey[] = [
  { key: first, publishedAt: at(0), activeFrom: at(0) },
  { key: second, publishedAt: at(8), activeFrom: at(10) },
];

function ring(keys: readonly ScheduledKey[] = plan) {
  const clock = { now: at(0) };
  const made = createKeyRing({ keys, clock: () => new Date(clock.now) });
  const kidsAt = (now: string, of: "jwks" | "evidence" = "jwks") => {
    clock.now = now;
    return made[of]().keys.map(({ kid }) => kid);
  };
  const activeAt = (now: string) => {
    clock.now = now;
    return made.active().keyId;
  };
  return { clock, made, kidsAt, activeAt };
}

describe("a ring of keys", () => {
  test("publishes the next key before it signs, and the last one until its tokens have ended", () => {
    const { kidsAt, activeAt } = ring();
    const both = [first.keyId, second.keyId];
    expect([kidsAt(at(7, 59)), activeAt(at(7, 59))]).toEqual([[first.keyId], first.keyId]);
    expect([kidsAt(at(8)), activeAt(at(8))]).toEqual([both, first.keyId]);
    expect([kidsAt(at(9, 59)), activeAt(at(9, 59))]).toEqual([both, first.keyId]);
    expect([kidsAt(at(10)), activeAt(at(10))]).toEqual([both, second.keyId]);
    expect(kidsAt(at(11))).toEqual(both);
    expect(kidsAt(at(11, 1))).toEqual([second.keyId]);
  });

  test("what is published for sign-in has no end in it; evidence keeps every key, with its dates", () => {
    const { clock, made, kidsAt } = ring();
    expect(kidsAt(at(23), "evidence")).toEqual([first.keyId, second.keyId]);
    expect(made.evidence().keys).toEqual([{ ...first.publicJwk, retired_at: at(10, 1) }, second.publicJwk]);
    clock.now = at(10, 30);
    expect(made.jwks().keys).toEqual([first.publicJwk, second.publicJwk]);
    expect(kidsAt(at(7), "evidence")).toEqual([first.keyId]);
  });

  test("a stolen key is gone from sign-in at once, and its successor need not wait", () => {
    const stolen = [
      { ...plan[0], compromisedAt: at(5) } as ScheduledKey,
      { key: third, publishedAt: at(6), activeFrom: at(6) },
    ];
    const { clock, made, kidsAt, activeAt } = ring(stolen);
    expect([kidsAt(at(4, 59)), activeAt(at(4, 59))]).toEqual([[first.keyId], first.keyId]);
    expect(kidsAt(at(5))).toEqual([]);
    expect(() => made.active()).toThrow(expect.objectContaining({ code: "identity/no-signing-key" }));
    expect([kidsAt(at(6)), activeAt(at(6))]).toEqual([[third.keyId], third.keyId]);
    clock.now = at(7);
    expect(made.evidence().keys[0]).toMatchObject({ compromised_at: at(5), retired_at: at(6, 1) });
  });

  test("a stolen key is not replaced by the one before it, which has its end already", () => {
    const { activeAt } = ring([
      plan[0] as ScheduledKey,
      { ...plan[1], compromisedAt: at(12) } as ScheduledKey,
    ]);
    expect(activeAt(at(11, 59))).toBe(second.keyId);
    expect(() => activeAt(at(12))).toThrow(expect.objectContaining({ code: "identity/no-signing-key" }));
  });

  test("nobody signs before the first key's time", () => {
    const { activeAt } = ring([{ key: first, publishedAt: at(1), activeFrom: at(2) }]);
    expect(() => activeAt(at(1, 59))).toThrow(expect.objectContaining({ code: "identity/no-signing-key" }));
    expect(activeAt(at(2))).toBe(first.keyId);
  });

  test.each<[string, readonly ScheduledKey[]]>([
    ["no key", []],
    ["a key twice", [plan[0] as ScheduledKey, { key: first, publishedAt: at(8), activeFrom: at(10) }]],
    [
      "two that begin at once",
      [plan[0] as ScheduledKey, { key: second, publishedAt: at(0), activeFrom: at(0) }],
    ],
    ["one that signs unseen", [{ key: first, publishedAt: at(2), activeFrom: at(1) }]],
    [
      "one that is published late",
      [plan[0] as ScheduledKey, { key: second, publishedAt: at(9, 1), activeFrom: at(10) }],
    ],
    ["one without a time", [{ key: first, publishedAt: "soon", activeFrom: at(1) }]],
  ])("a plan with %s is refused", (_, keys) => {
    expect(() => createKeyRing({ keys })).toThrow(RangeError);
  });

  test("one key alone is a ring without an end", () => {
    const alone = ringOf(first);
    expect(alone.active()).toBe(first);
    expect(alone.jwks()).toEqual({ keys: [first.publicJwk] });
    expect(alone.evidence()).toEqual(alone.jwks());
    expect(ringOf(alone)).toBe(alone);
  });
});

describe("a rotation", () => {
  test("refuses no token on its way, whatever hour others last fetched the keys within the lead", async () => {
    const { clock, made } = ring();
    const issuer = createTokenIssuer({ issuer: issuerName, key: made, clock: () => new Date(clock.now) });
    for (let minute = 0; minute < 14 * 60; minute += 10) {
      clock.now = at(0, minute);
      const token = await issuer.issue({ actor: person, audience });
      for (const age of [0, 30, 60]) {
        clock.now = at(0, Math.max(0, minute - age));
        const trust = [{ issuer: issuerName, keys: issuer.jwks().keys }];
        clock.now = at(0, minute);
        const verifier = createTokenVerifier({ trust, audience, clock: () => new Date(clock.now) });
        expect(await codeOf(verifier.verify(token)), `${minute} ${age}`).toBe("accepted");
      }
    }
  });

  test("a receipt signed before a retirement verifies by the evidence keys for ever, and by no other", async () => {
    const { clock, made } = ring();
    clock.now = at(9);
    const receipt = await createSigner({ issuer: issuerName, key: made }).sign("receipt+jwt", { of: "x" });
    clock.now = at(23);
    const by = (keys: readonly (typeof first.publicJwk)[]) =>
      createVerifier({ trust: [{ issuer: issuerName, keys }] });
    const evidence = by(made.evidence().keys);
    const typ = "receipt+jwt";
    expect(await codeOf(evidence.verify(receipt, { typ, asOf: at(9) }))).toBe("accepted");
    expect(await codeOf(evidence.verify(receipt, { typ, asOf: at(11) }))).toBe("identity/unknown-key");
    expect(await codeOf(evidence.verify(receipt, { typ }))).toBe("identity/unknown-key");
    expect(await codeOf(by(made.jwks().keys).verify(receipt, { typ, asOf: at(9) }))).toBe(
      "identity/unknown-key",
    );
  });

  test("a removed key signs nobody in", async () => {
    const { clock, made } = ring();
    clock.now = at(9);
    const issuer = createTokenIssuer({
      issuer: issuerName,
      key: made,
      clock: () => new Date(clock.now),
      lifetimeSeconds: 3600,
    });
    const token = await issuer.issue({ actor: person, audience });
    clock.now = at(12);
    const trust = [{ issuer: issuerName, keys: issuer.jwks().keys }];
    const verifier = createTokenVerifier({ trust, audience, clock: () => new Date(at(9)) });
    expect(await codeOf(verifier.verify(token))).toBe("identity/unknown-key");
  });
});
