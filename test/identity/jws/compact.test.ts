import { describe, expect, test } from "vitest";
import { type CompactOptions, parseCompact, parseJws } from "../../../packages/identity/src/jws/compact.js";

const encode = (text: string) => Buffer.from(text).toString("base64url");
const token = (header: object, payload: object = {}) =>
  `${encode(JSON.stringify(header))}.${encode(JSON.stringify(payload))}.AAAA`;
const codeOfParse = (text: string, options?: CompactOptions) => {
  try {
    parseCompact(text, options);
    return "accepted";
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const header = { alg: "ES256", kid: "k-1", typ: "at+jwt" };

describe("taking a token apart", () => {
  test("gives its parts, the type without a media type's prefix", () => {
    const text = token(header, { a: 1 });
    expect(parseCompact(text)).toEqual({
      text,
      header,
      algorithm: "ES256",
      keyId: "k-1",
      type: "at+jwt",
      content: new TextEncoder().encode('{"a":1}'),
      signed: text.slice(0, -5),
      signature: new Uint8Array(3),
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

  test("takes 16,384 characters and not one more", () => {
    const length = token(header, { a: "" }).length;
    const fitting = (total: number) => {
      for (let pad = total - length; pad > 0; pad -= 1) {
        const made = token(header, { a: "x".repeat(pad) });
        if (made.length <= total) return made.padEnd(total, "AAAA");
      }
      throw new Error("no fit");
    };
    expect(parseCompact(fitting(16_384)).keyId).toBe("k-1");
    expect(() => parseCompact(fitting(16_388))).toThrow(
      expect.objectContaining({ code: "identity/malformed" }),
    );
  });

  test("takes a longer or a shorter one where the place says so", () => {
    const text = token(header, { a: "x".repeat(20_000) });
    expect(parseCompact(text, { longest: 40_000 }).keyId).toBe("k-1");
    expect(codeOfParse(token(header), { longest: 20 })).toBe("identity/malformed");
  });

  test.each([
    ["a thumbprint", "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"],
    ["a DID URL", "did:web:id.example#key-1"],
    ["a mail form", "bilbo.baggins@hobbiton.example"],
    ["plain Base64", "a+b/c=="],
  ])("takes %s as a key's name", (_, kid) => {
    expect(parseCompact(token({ ...header, kid })).keyId).toBe(kid);
  });

  test.each([
    "../../etc/passwd",
    "a'or'1",
    "a b",
    "a*)(b",
    "a%00b",
    "a\nb",
    "ключ",
    'a"b',
    "a;b",
    "a?b",
    "a&b",
  ])("refuses %j as a key's name", (kid) => {
    expect(codeOfParse(token({ ...header, kid }))).toBe("identity/unsupported-header");
  });

  test("takes a further member, or no key's name, only where the place judges it", () => {
    const bare = { alg: "ES256", typ: "dpop+jwt", jwk: {} };
    expect(parseCompact(token(bare), { allow: ["jwk"], keyId: "absent" }).keyId).toBe("");
    expect(codeOfParse(token(bare), { allow: ["jwk"] })).toBe("identity/unsupported-header");
    expect(codeOfParse(token(bare), { keyId: "absent" })).toBe("identity/unsupported-header");
    expect(codeOfParse(token(header), { keyId: "absent" })).toBe("identity/unsupported-header");
  });

  test("reads a token without a type only where the place judges that", () => {
    const untyped = token({ alg: "ES256", kid: "k-1" });
    expect(parseCompact(untyped, { typ: "optional" }).type).toBeUndefined();
    expect(codeOfParse(untyped)).toBe("identity/unsupported-header");
    expect(codeOfParse(token({ ...header, typ: 1 }), { typ: "optional" })).toBe(
      "identity/unsupported-header",
    );
  });

  test("tells an encrypted token from a malformed one by its five segments", () => {
    expect(codeOfParse("a.b.c.d.e")).toBe("identity/encrypted");
    expect(codeOfParse("eyJhbGciOiJkaXIifQ..c.d.e")).toBe("identity/encrypted");
    for (const text of ["a.b", "a.b.c.d", "a.b.c.d.e.f", "a.b.c.d.e!", "", "..", ".a.b", "a.b."]) {
      expect(codeOfParse(text), text).toBe("identity/malformed");
    }
  });

  test("signs over any content, but a token's is a JSON object", () => {
    const text = `${encode(JSON.stringify(header))}..AAAA`;
    expect(parseJws(text).content).toHaveLength(0);
    expect(codeOfParse(text)).toBe("identity/malformed");
    expect(codeOfParse('{"payload":"e30","signatures":[]}')).toBe("identity/malformed");
  });
});
