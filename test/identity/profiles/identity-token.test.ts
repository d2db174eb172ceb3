import { createAssurancePolicy, createReader } from "@throughline/identity";
import { expect, test } from "vitest";
import { identityTokenProfile } from "../../../packages/identity/src/profiles/identity-token.js";
import { audience, codeOf, person, setUp } from "../support.js";

test("an identity token is read by its profile, with the cap that the place sets", async () => {
  const { issuer, trust, clock } = await setUp();
  const token = await issuer.issue({ actor: person, audience });
  const reader = createReader({ trust, clock: () => clock.now });
  const by = (maxLifetimeSeconds: number, expectation: object = {}) =>
    reader.read(token, identityTokenProfile(createAssurancePolicy(), maxLifetimeSeconds), {
      ...expectation,
      audience,
    });
  expect((await by(300)).claims.sub).toBe(person.id);
  expect(await codeOf(by(299))).toBe("identity/lifetime-too-long");
  expect(await codeOf(by(300, { kinds: ["staff"] }))).toBe("identity/actor-not-allowed");
  const require = { framework: "gpg45", proofing: "high" };
  await expect(by(300, { require })).rejects.toMatchObject({
    code: "identity/assurance-insufficient",
    details: require,
  });
});
