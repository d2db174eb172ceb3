import { expect, test } from "vitest";
import { continuityRules, signInRules } from "../../../packages/identity/src/profiles/rules.js";

const rules = [...signInRules, ...continuityRules];
const broken = (claims: object, expectation: object = {}) =>
  rules
    .filter(([, isBroken]) =>
      isBroken({
        claims: { sub: "p-1", iat: 1000, ...claims },
        expectation,
        now: 1000,
        toleranceSeconds: 5,
        maxLifetimeSeconds: 300,
      }),
    )
    .map(([code]) => code);

test.each([
  [[], {}, {}],
  [[], { auth_time: 1000 }, {}],
  [["identity/invalid-claims"], { auth_time: 1001 }, {}],
  [["identity/invalid-claims"], {}, { maxAgeSeconds: 0 }],
  [[], { auth_time: 995 }, { maxAgeSeconds: 0 }],
  [["identity/authentication-too-old"], { auth_time: 994 }, { maxAgeSeconds: 0 }],
  [[], { auth_time: 0 }, {}],
  [["identity/subject-changed"], {}, { expectedSubject: "P-1" }],
  [["identity/subject-changed"], {}, { expectedSubject: "" }],
])("breaks %j: %j %j", (codes, claims, expectation) => {
  expect(broken(claims, expectation)).toEqual(codes);
});
