import { identityClaims } from "@throughline/identity";
import { describe, expect, test } from "vitest";
import { audience, payloadOf, person, setUp } from "./support.js";

describe("the claims of an identity token", () => {
  test("are all required but unit and role, and unknown ones are left out", async () => {
    const { issuer } = await setUp();
    const claims = payloadOf(await issuer.issue({ actor: person, audience }));
    expect(identityClaims.parse({ ...claims, extra: 1 })).toEqual(claims);
    for (const name of Object.keys(claims)) {
      const { [name]: _, ...rest } = claims;
      expect(identityClaims.safeParse(rest).success, name).toBe(false);
    }
  });

  test.each([
    ["exp", 1.5],
    ["iat", -1],
    ["exp", 1e20],
    ["kind", "anonymous"],
    ["sub", ""],
    ["org", "x".repeat(201)],
    ["ver", "1"],
  ])("%s is never %j", async (name, value) => {
    const { issuer } = await setUp();
    const claims = payloadOf(await issuer.issue({ actor: person, audience }));
    expect(identityClaims.safeParse({ ...claims, [name]: value }).success).toBe(false);
  });
});
