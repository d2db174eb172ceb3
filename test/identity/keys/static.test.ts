import { generateSigningKey, staticKeys } from "@throughline/identity";
import { describe, expect, test } from "vitest";
import { codeOf } from "../support.js";

const [one, two] = [(await generateSigningKey()).publicJwk, (await generateSigningKey()).publicJwk];

describe("keys that are known from the start", () => {
  test("are found by name, each imported once", async () => {
    const keys = staticKeys([one, two]);
    expect((await keys.find(one.kid, "ES256"))?.jwk).toEqual(one);
    expect(await keys.find(two.kid, "ES256")).toBe(await keys.find(two.kid, "ES256"));
    expect(await keys.find("another", "ES256")).toBeUndefined();
  });

  test("leave out keys for encryption", async () => {
    const keys = staticKeys([{ ...one, use: "enc", alg: "RSA-OAEP" }, two]);
    expect(await keys.find(one.kid, "ES256")).toBeUndefined();
    expect(await keys.find(two.kid, "ES256")).toBeDefined();
  });

  test.each([
    ["duplicate-kid", [one, { ...two, kid: one.kid }]],
    ["duplicate-kid", [one, one]],
    ["symmetric", [one, { kty: "oct", k: "AAAA", kid: "k" }]],
    ["private", [{ ...one, d: "AAAA" }]],
    ["kid", [{ ...one, kid: undefined }]],
  ])("are refused as a whole by the rule %s", (rule, keys) => {
    expect(() => staticKeys(keys)).toThrow(
      expect.objectContaining({ code: "identity/unusable-key", details: { rule } }),
    );
  });

  test("a point off its curve shows when the key is asked for, and harms nothing before", async () => {
    const keys = staticKeys([{ ...one, y: one.x }, two]);
    expect(await codeOf(keys.find(one.kid, "ES256"))).toBe("identity/unusable-key");
    expect(await codeOf(keys.find(two.kid, "ES256"))).toBe("accepted");
  });
});
