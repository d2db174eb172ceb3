import { tokenProfiles } from "@throughline/identity";
import { describe, expect, test } from "vitest";
import { audience, codeOf } from "../support.js";
import { now, reading, signing } from "./support.js";

const { trust, make } = await signing();
const logout = "http://schemas.openid.net/event/backchannel-logout";

describe("a logout token", () => {
  test.each<[string, object, string]>([
    ["a subject", {}, "accepted"],
    ["a session", { sub: undefined, sid: "s-1" }, "accepted"],
    ["both", { sid: "s-1" }, "accepted"],
    ["neither", { sub: undefined }, "identity/invalid-claims"],
    ["a nonce", { nonce: "n-1" }, "identity/invalid-claims"],
    ["no events", { events: undefined }, "identity/invalid-claims"],
    ["another event", { events: { "https://example.org/other": {} } }, "identity/invalid-claims"],
    ["an event that is no object", { events: { [logout]: true } }, "identity/invalid-claims"],
    ["an event that is a list", { events: { [logout]: [] } }, "identity/invalid-claims"],
    ["no id", { jti: undefined }, "identity/invalid-claims"],
    ["no end", { exp: undefined }, "identity/invalid-claims"],
    ["a life over five minutes", { exp: now + 301 }, "identity/lifetime-too-long"],
    ["an end that is over", { iat: now - 100, exp: now - 5 }, "identity/expired"],
  ])("with %s: %j is %s", async (_, change, code) => {
    const token = await make("logout+jwt", change);
    expect(await codeOf(reading(trust).read(token, tokenProfiles["logout+jwt"], { audience }))).toBe(code);
  });
});
