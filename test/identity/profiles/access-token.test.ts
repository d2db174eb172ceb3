import { type AccessTokenExpectation, tokenProfiles } from "@throughline/identity";
import { describe, expect, test } from "vitest";
import { audience, codeOf } from "../support.js";
import { now, reading, signing } from "./support.js";

const { trust, make } = await signing();
const read = async (change: object, expectation: Partial<AccessTokenExpectation> = {}) =>
  reading(trust).read(await make("at+jwt", change), tokenProfiles["at+jwt"], { audience, ...expectation });

describe("an access token", () => {
  test.each<[string, object, Partial<AccessTokenExpectation>, string]>([
    ["all that is asked for", {}, { scope: ["write", "read"] }, "accepted"],
    ["nothing asked for", { scope: undefined }, {}, "accepted"],
    ["an empty list asked for", { scope: undefined }, { scope: [] }, "accepted"],
    ["less than is asked for", {}, { scope: ["read", "erase"] }, "identity/insufficient-scope"],
    ["no scope at all", { scope: undefined }, { scope: ["read"] }, "identity/insufficient-scope"],
    [
      "a scope that only looks alike",
      { scope: "readonly" },
      { scope: ["read"] },
      "identity/insufficient-scope",
    ],
    ["a key that it is bound to", { cnf: { jkt: "x" } }, {}, "identity/proof-required"],
    ["no client", { client_id: undefined }, {}, "identity/invalid-claims"],
    ["no id", { jti: undefined }, {}, "identity/invalid-claims"],
    ["no end", { exp: undefined }, {}, "identity/invalid-claims"],
    ["a long life", { exp: now + 3601 }, {}, "identity/lifetime-too-long"],
    ["a start to come", { nbf: now + 6 }, {}, "identity/not-yet-valid"],
    ["another subject than before", {}, { expectedSubject: "p-2" }, "identity/subject-changed"],
    ["an old sign-in", { auth_time: now - 106 }, { maxAgeSeconds: 100 }, "identity/authentication-too-old"],
  ])("with %s: %j %j is %s", async (_, change, expectation, code) => {
    expect(await codeOf(read(change, expectation))).toBe(code);
  });

  test("that covers too little says what is asked for, not what it has", async () => {
    await expect(read({ scope: "canary" }, { scope: ["erase"] })).rejects.toMatchObject({
      details: { scope: ["erase"] },
    });
  });
});
