import { tokenProfiles } from "@throughline/identity";
import { describe, expect, test } from "vitest";
import { audience, codeOf } from "../support.js";
import { now, reading, signing } from "./support.js";

const { trust, make } = await signing();
const week = 604_800;

describe("a security event token", () => {
  test.each<[string, object, string]>([
    ["no end", {}, "accepted"],
    ["an age of a week", { iat: now - week - 5 }, "accepted"],
    ["a greater age", { iat: now - week - 6 }, "identity/expired"],
    ["an end that is over", { iat: now - 100, exp: now - 5 }, "identity/expired"],
    ["a future issue", { iat: now + 6 }, "identity/not-yet-valid"],
    ["a nonce", { nonce: "n-1" }, "identity/invalid-claims"],
    ["no events", { events: undefined }, "identity/invalid-claims"],
    ["an empty set of events", { events: {} }, "identity/invalid-claims"],
    ["a list of events", { events: ["https://example.org/e"] }, "identity/invalid-claims"],
    ["an event that is text", { events: { "https://example.org/e": "x" } }, "identity/invalid-claims"],
    ["no id", { jti: undefined }, "identity/invalid-claims"],
    ["a subject without a format", { sub_id: { sub: "p-1" } }, "identity/invalid-claims"],
    ["a plain subject", { sub_id: undefined, sub: "p-1", toe: now - 10, txn: "x-1" }, "accepted"],
  ])("with %s: %j is %s", async (_, change, code) => {
    const token = await make("secevent+jwt", change);
    expect(await codeOf(reading(trust).read(token, tokenProfiles["secevent+jwt"], { audience }))).toBe(code);
  });

  test("says nothing of the events of one that is refused", async () => {
    const token = await make("secevent+jwt", { events: { "https://example.org/canary": 1 } });
    await expect(
      reading(trust).read(token, tokenProfiles["secevent+jwt"], { audience }),
    ).rejects.toMatchObject({ details: { claims: ["events"] } });
  });

  test("gives the members of a subject as they are, and pollutes nothing", async () => {
    const token = await make("secevent+jwt", {
      sub_id: JSON.parse('{"format":"opaque","id":"x","__proto__":{"a":1}}'),
    });
    const { claims } = await reading(trust).read(token, tokenProfiles["secevent+jwt"], { audience });
    expect(claims.sub_id?.["id"]).toBe("x");
    expect(Object.getPrototypeOf(claims.sub_id)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
  });
});
