import { describe, expect, test } from "vitest";
import { parseCompact } from "../../packages/identity/src/compact.js";

const encode = (text: string) => Buffer.from(text).toString("base64url");
const token = (header: object, payload: object = {}) =>
  `${encode(JSON.stringify(header))}.${encode(JSON.stringify(payload))}.AAAA`;
const header = { alg: "ES256", kid: "k-1", typ: "at+jwt" };

describe("taking a token apart", () => {
  test("gives its four parts, the type without a media type's prefix", () => {
    expect(parseCompact(token(header, { a: 1 }))).toEqual({
      algorithm: "ES256",
      keyId: "k-1",
      type: "at+jwt",
      payload: { a: 1 },
    });
    expect(parseCompact(token({ ...header, typ: "application/AT+JWT" })).type).toBe("at+jwt");
  });

  test.each(["alg", "kid", "typ"])(
    "refuses a header whose %s is missing, empty, long or not text",
    (member) => {
      for (const value of [undefined, "", "x".repeat(201), 1, null, ["ES256"]]) {
        expect(() => parseCompact(token({ ...header, [member]: value }))).toThrow(
          expect.objectContaining({ code: "identity/unsupported-header" }),
        );
      }
    },
  );

  test.each(["crit", "jwk", "jku", "x5u", "x5c", "b64", "cty", "zip", "enc", "nonsense"])(
    "refuses the member %s",
    (member) => {
      expect(() => parseCompact(token({ ...header, [member]: "x" }))).toThrow(
        expect.objectContaining({ code: "identity/unsupported-header" }),
      );
    },
  );

  test("takes 8,192 characters and not one more", () => {
    const length = token(header, { a: "" }).length;
    const fitting = (total: number) => {
      for (let pad = total - length; pad > 0; pad -= 1) {
        const made = token(header, { a: "x".repeat(pad) });
        if (made.length <= total) return made.padEnd(total, "AAAA");
      }
      throw new Error("no fit");
    };
    expect(parseCompact(fitting(8192).slice(0, 8192)).keyId).toBe("k-1");
    expect(() => parseCompact(fitting(8196))).toThrow(
      expect.objectContaining({ code: "identity/malformed" }),
    );
  });
});
