import { createHash } from "node:crypto";
import { type IdTokenExpectation, type SigningAlgorithm, tokenProfiles } from "@throughline/identity";
import { describe, expect, test } from "vitest";
import { audience, codeOf } from "../support.js";
import { idExpectation, now, reading, signing } from "./support.js";

const { trust, make } = await signing();

async function got(change: object, expectation: Partial<IdTokenExpectation> = {}): Promise<string> {
  const token = await make("id_token", change);
  return await codeOf(
    reading(trust).read(token, tokenProfiles.id_token, { ...idExpectation, ...expectation }),
  );
}

describe("an ID token", () => {
  test("gives its claims, and beside them all that was signed", async () => {
    const token = await make("id_token", { aud: [audience], email: "a@example.org" });
    const read = await reading(trust).read(token, tokenProfiles.id_token, idExpectation);
    expect(read.claims).toMatchObject({ sub: "p-1", aud: audience, nonce: "n-1" });
    expect("email" in read.claims).toBe(false);
    expect(read.payload["email"]).toBe("a@example.org");
  });

  test.each<[string, object, Partial<IdTokenExpectation>, string]>([
    ["another nonce", { nonce: "n-2" }, {}, "identity/wrong-nonce"],
    ["no nonce where one was sent", { nonce: undefined }, {}, "identity/wrong-nonce"],
    ["a nonce where none was sent", {}, { nonce: null }, "identity/wrong-nonce"],
    ["no nonce where none was sent", { nonce: undefined }, { nonce: null }, "accepted"],
    ["an empty nonce", { nonce: "" }, { nonce: null }, "identity/invalid-claims"],
    ["another authorised party", { azp: "c-2" }, {}, "identity/wrong-authorised-party"],
    ["no authorised party", { azp: undefined }, {}, "accepted"],
    ["two audiences", { aud: [audience, "c-2"] }, {}, "identity/invalid-claims"],
    ["the same audience twice", { aud: [audience, audience] }, {}, "identity/invalid-claims"],
    ["no audience", { aud: undefined }, {}, "identity/invalid-claims"],
    ["an empty list of audiences", { aud: [] }, {}, "identity/invalid-claims"],
    ["another audience", { aud: "c-2", azp: undefined }, {}, "identity/wrong-audience"],
    ["no subject", { sub: undefined }, {}, "identity/invalid-claims"],
    ["an event in it", { events: {} }, {}, "identity/invalid-claims"],
    ["a life over an hour", { exp: now + 3601 }, {}, "identity/lifetime-too-long"],
    ["a life of an hour", { exp: now + 3600 }, {}, "accepted"],
    ["an old sign-in", { auth_time: now - 106 }, { maxAgeSeconds: 100 }, "identity/authentication-too-old"],
    ["a sign-in just young enough", { auth_time: now - 105 }, { maxAgeSeconds: 100 }, "accepted"],
    [
      "an untold sign-in where its age counts",
      { auth_time: undefined },
      { maxAgeSeconds: 100 },
      "identity/invalid-claims",
    ],
    ["an untold sign-in where it does not", { auth_time: undefined }, {}, "accepted"],
    ["a sign-in after the token", { auth_time: now + 1 }, {}, "identity/invalid-claims"],
    ["another subject than before", {}, { expectedSubject: "p-2" }, "identity/subject-changed"],
    ["the same subject as before", {}, { expectedSubject: "p-1" }, "accepted"],
  ])("with %s: %j %j is %s", async (_, change, expectation, code) => {
    expect(await got(change, expectation)).toBe(code);
  });

  test.each(["", "p\0", "é", "x".repeat(256), "x".repeat(10_000), 7, ["p-1"]])(
    "has no subject like %j",
    async (sub) => {
      expect(await got({ sub })).toBe("identity/invalid-claims");
    },
  );

  test("has a subject of up to 255 characters", async () => {
    expect(await got({ sub: "x".repeat(255) })).toBe("accepted");
  });
});

describe("the digests in an ID token", () => {
  const half = (hash: string, value: string) => {
    const digest = createHash(hash).update(value).digest();
    return digest.subarray(0, digest.length / 2).toString("base64url");
  };

  test("are those of OpenID Connect's own example", async () => {
    const accessToken = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
    const code = "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk";
    const change = { at_hash: "77QmUPtjPfzWtF2AnpK9RQ", c_hash: "LDktKdoQak3Pk0cnXxCltA" };
    expect(await got(change, { accessToken, code })).toBe("accepted");
    expect(await got({ at_hash: change.at_hash }, { accessToken, code })).toBe("identity/wrong-hash");
    expect(await got({ c_hash: change.c_hash }, { accessToken, code })).toBe("identity/wrong-hash");
    expect(await got(change, { accessToken: `${accessToken}x` })).toBe("identity/wrong-hash");
    expect(await got({}, { accessToken })).toBe("identity/wrong-hash");
    expect(await got(change)).toBe("accepted");
  });

  test.each<[SigningAlgorithm, string]>([
    ["ES384", "sha384"],
    ["ES512", "sha512"],
    ["PS256", "sha256"],
    ["EdDSA", "sha512"],
  ])("go with the token's own algorithm: %s %s", async (algorithm, hash) => {
    const own = await signing({ algorithm });
    const token = await own.make("id_token", { at_hash: half(hash, "secret") });
    const read = (accessToken: string) =>
      codeOf(reading(own.trust).read(token, tokenProfiles.id_token, { ...idExpectation, accessToken }));
    expect(await read("secret")).toBe("accepted");
    expect(await read("secret2")).toBe("identity/wrong-hash");
  });
});
