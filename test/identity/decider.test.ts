import { createAssurancePolicy } from "@throughline/identity";
import { describe, expect, test } from "vitest";
import { judge } from "../../packages/identity/src/decider.js";
import type { IdentityClaims, IdentityExpectation } from "../../packages/identity/src/model.js";
import { identityTokenProfile } from "../../packages/identity/src/profiles/identity-token.js";
import type { RegisteredClaims } from "../../packages/identity/src/profiles/profile.js";

const claims: IdentityClaims = {
  ver: 1,
  iss: "https://id.example",
  sub: "p-1",
  aud: "here",
  client_id: "here",
  iat: 1000,
  exp: 1300,
  jti: "t-1",
  auth_time: 900,
  kind: "person",
  org: "work",
  assurance: { framework: "gpg45", authentication: "low", proofing: "low" },
};

const profile = identityTokenProfile(createAssurancePolicy(), 300);

function judged(change: Partial<IdentityClaims>, expectation: IdentityExpectation = {}, now = 1000): string {
  try {
    judge(profile, {
      claims: { ...claims, ...change },
      expectation: { ...expectation, audience: "here" },
      now,
      toleranceSeconds: 5,
      maxLifetimeSeconds: 300,
    });
    return "good";
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("the law of tokens", () => {
  test.each<[string, Partial<IdentityClaims>, IdentityExpectation, number]>([
    ["good", {}, {}, 1000],
    ["good", {}, {}, 1304],
    ["identity/expired", {}, {}, 1305],
    ["good", {}, {}, 995],
    ["identity/not-yet-valid", {}, {}, 994],
    ["identity/wrong-audience", { aud: "there" }, {}, 1000],
    ["identity/wrong-audience", { aud: "Here" }, {}, 1000],
    ["identity/invalid-claims", { iat: 1000, exp: 1000 }, {}, 1000],
    ["identity/invalid-claims", { auth_time: 1001 }, {}, 1000],
    ["good", { auth_time: 1000 }, {}, 1000],
    ["identity/lifetime-too-long", { exp: 1301 }, {}, 1000],
    ["identity/actor-not-allowed", {}, { kinds: ["staff", "service"] }, 1000],
    ["identity/actor-not-allowed", {}, { kinds: [] }, 1000],
    ["good", {}, { kinds: ["staff", "person"] }, 1000],
    ["identity/subject-changed", {}, { expectedSubject: "p-2" }, 1000],
    ["good", {}, { maxAgeSeconds: 95 }, 1000],
    ["identity/authentication-too-old", {}, { maxAgeSeconds: 94 }, 1000],
    [
      "identity/assurance-insufficient",
      {},
      { require: { framework: "gpg45", authentication: "medium" } },
      1000,
    ],
    ["good", {}, { require: { framework: "gpg45", authentication: "low", proofing: "low" } }, 1000],
  ])("%s: %j %j at %d", (code, change, expectation, now) => {
    expect(judged(change, expectation, now)).toBe(code);
  });

  test("where several rules are broken, the audience is told first: another service's token is not looked into", () => {
    expect(judged({ aud: "there", exp: 2 }, { kinds: [] }, 5000)).toBe("identity/wrong-audience");
  });

  test.each<[string, Partial<RegisteredClaims>, number]>([
    ["good", {}, 1000],
    ["good", {}, 1305],
    ["identity/expired", {}, 1306],
    ["good", { nbf: 1005 }, 1000],
    ["identity/not-yet-valid", { nbf: 1006 }, 1000],
    ["identity/not-yet-valid", { iat: 1006 }, 1000],
    ["good", { exp: 1300 }, 1304],
    ["identity/expired", { exp: 1300 }, 1305],
    ["identity/lifetime-too-long", { exp: 1301 }, 1000],
  ])("a token that needs no end is judged by its age. %s: %j at %d", (code, change, now) => {
    const plain = { iss: "i", aud: "here", iat: 1000, ...change };
    const judging = () =>
      judge(
        { rules: [] },
        {
          claims: plain,
          expectation: { audience: "here" },
          now,
          toleranceSeconds: 5,
          maxLifetimeSeconds: 300,
        },
      );
    if (code === "good") expect(judging).not.toThrow();
    else expect(judging).toThrow(expect.objectContaining({ code }));
  });
});
