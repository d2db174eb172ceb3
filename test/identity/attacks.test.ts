import { createTokenVerifier, generateSigningKey, type PublicJwk } from "@throughline/identity";
import { generateKeyPair } from "jose";
import { describe, expect, test } from "vitest";
import { audience, codeOf, forge, issuerName, payloadOf, person, setUp, staff } from "./support.js";

type World = Awaited<ReturnType<typeof setUp>> & {
  token: string;
  claims: Record<string, unknown>;
  header: object;
};

async function world(): Promise<World> {
  const made = await setUp();
  const token = await made.issuer.issue({ actor: person, audience });
  const header = { alg: "ES256", kid: made.key.keyId, typ: "at+jwt" };
  return { ...made, token, claims: payloadOf(token), header };
}

const { publicJwk: rsa } = await generateSigningKey({ algorithm: "RS256" });

const encode = (text: string) => Buffer.from(text).toString("base64url");
const signed = (w: World, header: object | string, payload: object | string = w.claims) =>
  forge(w.key.privateKey, header, payload);

/** Each row: what the attacker does, under its number in our list of threats if it has one there, how the token is made, the code it must be refused with. */
const attacks: readonly (readonly [string, (w: World) => Promise<string> | string, string])[] = [
  ["no signature", (w) => `${w.token.split(".").slice(0, 2).join(".")}.`, "identity/malformed"],
  [
    "1: alg none",
    (w) => `${encode('{"alg":"none","kid":"k","typ":"at+jwt"}')}.${w.token.split(".")[1]}.AA`,
    "identity/unsupported-header",
  ],
  [
    "1: alg none in odd case",
    (w) => `${encode('{"alg":"nOnE","kid":"k","typ":"at+jwt"}')}.${w.token.split(".")[1]}.AA`,
    "identity/unsupported-header",
  ],
  [
    "2: HS256 over the public key",
    (w) => signed(w, { ...w.header, alg: "HS256" }),
    "identity/unsupported-header",
  ],
  [
    "4: another curve's algorithm",
    (w) => signed(w, { ...w.header, alg: "ES384" }),
    "identity/unsupported-header",
  ],
  [
    "5: a key in the header",
    (w) => signed(w, { ...w.header, jwk: w.key.publicJwk }),
    "identity/unsupported-header",
  ],
  [
    "6: a key address in the header",
    (w) => signed(w, { ...w.header, jku: "https://evil.example/keys" }),
    "identity/unsupported-header",
  ],
  [
    "9, 10: a critical extension",
    (w) => signed(w, { ...w.header, crit: ["b64"], b64: false }),
    "identity/unsupported-header",
  ],
  ["8: no key id", (w) => signed(w, { alg: "ES256", typ: "at+jwt" }), "identity/unsupported-header"],
  ["45: no type", (w) => signed(w, { alg: "ES256", kid: w.key.keyId }), "identity/unsupported-header"],
  ["45: the type of a plain JWT", (w) => signed(w, { ...w.header, typ: "JWT" }), "identity/wrong-type"],
  [
    "45: the type of a receipt",
    (w) => signed(w, { ...w.header, typ: "consent-receipt+jwt" }),
    "identity/wrong-type",
  ],
  [
    "a key of someone else under the right id",
    async (w) => forge((await generateKeyPair("ES256")).privateKey, w.header, w.claims),
    "identity/bad-signature",
  ],
  [
    "a changed claim",
    (w) =>
      `${w.token.split(".")[0]}.${encode(JSON.stringify({ ...w.claims, sub: "p-other" }))}.${w.token.split(".")[2]}`,
    "identity/bad-signature",
  ],
  [
    "46: an unknown issuer",
    (w) => signed(w, w.header, { ...w.claims, iss: "https://evil.example" }),
    "identity/untrusted-issuer",
  ],
  [
    "46: an issuer with a slash more",
    (w) => signed(w, w.header, { ...w.claims, iss: `${String(w.claims["iss"])}/` }),
    "identity/untrusted-issuer",
  ],
  [
    "46: a list as issuer",
    (w) => signed(w, w.header, { ...w.claims, iss: [w.claims["iss"]] }),
    "identity/untrusted-issuer",
  ],
  [
    "43: a list as audience",
    (w) => signed(w, w.header, { ...w.claims, aud: [audience, "other"] }),
    "identity/invalid-claims",
  ],
  ["38: no expiry", (w) => signed(w, w.header, { ...w.claims, exp: undefined }), "identity/invalid-claims"],
  [
    "41: expiry as text",
    (w) => signed(w, w.header, { ...w.claims, exp: "9999999999" }),
    "identity/invalid-claims",
  ],
  [
    "41: expiry without end",
    (w) => signed(w, w.header, JSON.stringify(w.claims).replace(/"exp":\d+/, '"exp":1e400')),
    "identity/invalid-claims",
  ],
  [
    "expiry before issue",
    (w) => signed(w, w.header, { ...w.claims, exp: Number(w.claims["iat"]) }),
    "identity/invalid-claims",
  ],
  [
    "a sign-in after the issue",
    (w) => signed(w, w.header, { ...w.claims, auth_time: Number(w.claims["iat"]) + 1 }),
    "identity/invalid-claims",
  ],
  [
    "40: issued in the future",
    (w) =>
      signed(w, w.header, {
        ...w.claims,
        iat: Number(w.claims["iat"]) + 60,
        exp: Number(w.claims["exp"]) + 60,
      }),
    "identity/not-yet-valid",
  ],
  ["no token id", (w) => signed(w, w.header, { ...w.claims, jti: undefined }), "identity/invalid-claims"],
  [
    "no assurance",
    (w) => signed(w, w.header, { ...w.claims, assurance: undefined }),
    "identity/invalid-claims",
  ],
  ["an unknown version", (w) => signed(w, w.header, { ...w.claims, ver: 2 }), "identity/invalid-claims"],
  [
    "16: a claim twice",
    (w) => signed(w, w.header, JSON.stringify(w.claims).replace("{", '{"sub":"p-other",')),
    "identity/malformed",
  ],
  [
    "16: a claim twice, once escaped",
    (w) => signed(w, w.header, JSON.stringify(w.claims).replace("{", '{"s\\u0075b":"p-other",')),
    "identity/malformed",
  ],
  [
    "16: a header member twice",
    (w) => signed(w, `{"alg":"none","alg":"ES256","kid":"${w.key.keyId}","typ":"at+jwt"}`),
    "identity/malformed",
  ],
  ["a payload that is a list", (w) => signed(w, w.header, "[]"), "identity/malformed"],
  ["a payload that is not JSON", (w) => signed(w, w.header, "hello"), "identity/malformed"],
  [
    "17: bytes that are not UTF-8",
    (w) => forge(w.key.privateKey, w.header, new Uint8Array([0x7b, 0xff, 0x7d])),
    "identity/malformed",
  ],
  [
    "a byte order mark",
    (w) => signed(w, w.header, `\uFEFF${JSON.stringify(w.claims)}`),
    "identity/malformed",
  ],
  [
    "29: deep nesting",
    (w) => signed(w, w.header, `{"a":${"[".repeat(2000)}${"]".repeat(2000)}}`),
    "identity/malformed",
  ],
  [
    "28: 20,000 characters",
    (w) => signed(w, w.header, { ...w.claims, pad: "x".repeat(20_000) }),
    "identity/malformed",
  ],
  [
    "3: HS384 with the public half as its secret",
    (w) => signed(w, { ...w.header, alg: "HS384" }),
    "identity/unsupported-header",
  ],
  [
    "4: another algorithm for the same key",
    (w) => signed(w, { ...w.header, alg: "RS256" }),
    "identity/unsupported-header",
  ],
  [
    "6: a certificate's address in the header",
    (w) => signed(w, { ...w.header, x5u: "https://evil.example/cert" }),
    "identity/unsupported-header",
  ],
  [
    "7: a path as key id",
    (w) => signed(w, { ...w.header, kid: "../../dev/null" }),
    "identity/unsupported-header",
  ],
  [
    "7: a query as key id",
    (w) => signed(w, { ...w.header, kid: "k' OR '1'='1" }),
    "identity/unsupported-header",
  ],
  [
    "7: a filter as key id",
    (w) => signed(w, { ...w.header, kid: "k)(uid=*" }),
    "identity/unsupported-header",
  ],
  ["7: an unknown key id", (w) => signed(w, { ...w.header, kid: "another" }), "identity/unknown-key"],
  ["11: a signature of zeros", (w) => withSignature(w.token, new Uint8Array(64)), "identity/bad-signature"],
  [
    "12: a signature in DER",
    (w) => withSignature(w.token, derOf(signatureOf(w.token))),
    "identity/bad-signature",
  ],
  ["15: white space within", (w) => w.token.replace(/(?<=^.{10})/, " "), "identity/malformed"],
  ["15: a line break within", (w) => w.token.replace(".", ".\n"), "identity/malformed"],
  [
    "16: a member twice, five levels down",
    (w) => signed(w, w.header, JSON.stringify(w.claims).replace("{", '{"a":[[[[{"b":1,"b":2}]]]],')),
    "identity/malformed",
  ],
  ["23: the JSON serialisation", (w) => jsonForm(w.token), "identity/malformed"],
  ["24: an encrypted token", (w) => `${w.token}.AAAA.AAAA`, "identity/encrypted"],
  [
    "25, 26: an encrypted token that would take an hour to open",
    () => `${encode('{"alg":"PBES2-HS256+A128KW","p2c":10000000,"enc":"A128GCM","zip":"DEF"}')}.AA.AA.AA.AA`,
    "identity/encrypted",
  ],
  [
    "28: five million characters",
    (w) => signed(w, w.header, { ...w.claims, pad: "x".repeat(5_000_000) }),
    "identity/malformed",
  ],
  [
    "29: a depth of 100,000",
    (w) => signed(w, w.header, `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`),
    "identity/malformed",
  ],
  [
    "30: a thousand actors in a row",
    (w) => signed(w, w.header, { ...w.claims, act: chain(1000) }),
    "identity/malformed",
  ],
  [
    "39: an expiry in a hundred years",
    (w) => signed(w, w.header, { ...w.claims, exp: Number(w.claims["iat"]) + 3_155_760_000 }),
    "identity/lifetime-too-long",
  ],
  [
    "41: a start to come",
    (w) =>
      signed(w, w.header, { ...w.claims, iat: Number(w.claims["iat"]) + 6, exp: Number(w.claims["exp"]) }),
    "identity/not-yet-valid",
  ],
  ["41: a negative expiry", (w) => signed(w, w.header, { ...w.claims, exp: -1 }), "identity/invalid-claims"],
  [
    "41: no number as expiry",
    (w) => signed(w, w.header, { ...w.claims, exp: Number.NaN }),
    "identity/invalid-claims",
  ],
  ["41: half a second", (w) => signed(w, w.header, { ...w.claims, iat: 0.5 }), "identity/invalid-claims"],
  [
    "41: an expiry that has just passed",
    (w) =>
      signed(w, w.header, {
        ...w.claims,
        iat: Number(w.claims["iat"]) - 305,
        exp: Number(w.claims["iat"]) - 5,
      }),
    "identity/expired",
  ],
  ["42: no audience", (w) => signed(w, w.header, { ...w.claims, aud: undefined }), "identity/invalid-claims"],
  [
    "43: another audience",
    (w) => signed(w, w.header, { ...w.claims, aud: "other" }),
    "identity/wrong-audience",
  ],
  [
    "46: an issuer in another case",
    (w) => signed(w, w.header, { ...w.claims, iss: String(w.claims["iss"]).toUpperCase() }),
    "identity/untrusted-issuer",
  ],
  [
    "46: an issuer with a look-alike letter",
    (w) => signed(w, w.header, { ...w.claims, iss: String(w.claims["iss"]).replace("work", "wоrk") }),
    "identity/untrusted-issuer",
  ],
  ["54: an empty subject", (w) => signed(w, w.header, { ...w.claims, sub: "" }), "identity/invalid-claims"],
  [
    "54: a subject of 10,000 characters",
    (w) => signed(w, w.header, { ...w.claims, sub: "x".repeat(10_000) }),
    "identity/invalid-claims",
  ],
  [
    "54: a subject with a NUL",
    (w) => signed(w, w.header, { ...w.claims, sub: "p\0" }),
    "identity/invalid-claims",
  ],
  ["four segments", (w) => `${w.token}.AA`, "identity/malformed"],
  ["15: white space around", (w) => ` ${w.token}`, "identity/malformed"],
  ["15: a line break at the end", (w) => `${w.token}\n`, "identity/malformed"],
  ["padding", (w) => `${w.token}=`, "identity/malformed"],
  [
    "the plain Base64 alphabet",
    (w) => w.token.replace(/[-_]/g, "+").replace(/\.(?=[^.]*$)/, ".+/"),
    "identity/malformed",
  ],
  ["14: another spelling of the signature", (w) => respell(w.token), "identity/malformed"],
  ["nothing at all", () => "", "identity/malformed"],
  ["not even text", () => 42 as unknown as string, "identity/malformed"],
];

/** The last character of a 64-byte signature has four bits to spare: set one of them. */
function respell(token: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const last = alphabet.indexOf(token.at(-1) ?? "");
  return `${token.slice(0, -1)}${alphabet[last ^ 1]}`;
}

function withSignature(token: string, signature: Uint8Array): string {
  return `${token.slice(0, token.lastIndexOf("."))}.${Buffer.from(signature).toString("base64url")}`;
}

function signatureOf(token: string): Buffer {
  return Buffer.from(token.slice(token.lastIndexOf(".") + 1), "base64url");
}

/** Both integers of a signature as other systems write them (X.690). */
function derOf(signature: Uint8Array): Uint8Array {
  const integers = [signature.subarray(0, 32), signature.subarray(32)].map((bytes) => [2, 33, 0, ...bytes]);
  return new Uint8Array([48, 70, ...integers.flat()]);
}

/** RFC 7515 section 7.2.2. */
function jsonForm(token: string): string {
  const [header, payload, signature] = token.split(".");
  return JSON.stringify({ protected: header, payload, signature });
}

const chain = (length: number): object => (length === 0 ? {} : { sub: "s-1", act: chain(length - 1) });

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

describe("attacks on the verifier", () => {
  test("the token they start from is good, and so is a forged copy of it with the right key", async () => {
    const w = await world();
    expect(await codeOf(w.verifier.verify(w.token))).toBe("accepted");
    expect(await codeOf(w.verifier.verify(await signed(w, w.header)))).toBe("accepted");
  });

  test.each(attacks)("%s", async (_, make, code) => {
    const w = await world();
    expect(await codeOf(w.verifier.verify(await make(w)))).toBe(code);
  });

  test("no refusal says anything of the token", async () => {
    const w = await world();
    const canary = "canary-7c1f";
    const claims = Object.fromEntries(Object.keys(w.claims).map((name) => [name, canary]));
    for (const payload of [claims, { ...w.claims, sub: [canary] }, { ...w.claims, iss: canary }]) {
      const token = await signed(w, w.header, payload);
      const error: unknown = await w.verifier.verify(token).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(Error);
      const { message, details } = error as Error & { details: unknown };
      const told = `${message} ${JSON.stringify(details)}`;
      expect(told).not.toContain(canary);
      expect(told).not.toContain(token.slice(0, 20));
    }
  });

  test("an officer's token does not pass where a person's is asked for", async () => {
    const w = await world();
    const token = await w.issuer.issue({ actor: staff, audience });
    expect(await codeOf(w.verifier.verify(token, { kinds: ["person"] }))).toBe("identity/actor-not-allowed");
  });

  test("13: the twin of a signature is good too, so that nothing may be remembered by the text of a token", async () => {
    const w = await world();
    const signature = signatureOf(w.token);
    const s = BigInt(`0x${signature.subarray(32).toString("hex")}`);
    const twin = Buffer.from((order - s).toString(16).padStart(64, "0"), "hex");
    const other = withSignature(w.token, Buffer.concat([signature.subarray(0, 32), twin]));
    expect(other).not.toBe(w.token);
    const [one, two] = [await w.verifier.verify(w.token), await w.verifier.verify(other)];
    expect(two).toEqual(one);
  });

  test("18: a claim __proto__ makes nobody anything", async () => {
    const w = await world();
    const payload = JSON.stringify(w.claims).replace("{", '{"__proto__":{"kind":"staff","role":"admin"},');
    const { actor } = await w.verifier.verify(await signed(w, w.header, payload));
    expect(actor).toEqual(person);
    expect(({} as Record<string, unknown>)["role"]).toBeUndefined();
  });

  test.each<[string, (key: object) => readonly object[], string]>([
    [
      "19, 21: a secret",
      () => [{ kty: "oct", k: "AAAAAAAAAAAAAAAAAAAAAA", kid: "k", alg: "HS256" }],
      "symmetric",
    ],
    ["20: an RSA key of 1,024 bits", () => [{ ...rsa, n: rsa.n?.slice(0, 171) }], "modulus"],
    ["20: an RSA key with exponent 1", () => [{ ...rsa, e: "AQ" }], "exponent"],
    ["22: a private key", (key) => [{ ...key, d: "AAAA" }], "private"],
    ["22: a secret beside a good key", (key) => [key, { kty: "oct", k: "AAAA", kid: "k" }], "symmetric"],
    ["22: two keys of one name", (key) => [key, key], "duplicate-kid"],
    ["27: a key for RSA1_5", () => [{ ...rsa, alg: "RSA1_5" }], "algorithm"],
  ])("%s is never trusted", async (_, keysOf, rule) => {
    const w = await world();
    const keys = keysOf(w.key.publicJwk) as readonly PublicJwk[];
    expect(() => createTokenVerifier({ audience, trust: [{ issuer: issuerName, keys }] })).toThrow(
      expect.objectContaining({ code: "identity/unusable-key", details: { rule } }),
    );
  });

  test("27: a key that is no point of its curve verifies nothing", async () => {
    const w = await world();
    const off = { ...w.key.publicJwk, y: Buffer.alloc(32, 1).toString("base64url") };
    const verifier = createTokenVerifier({ audience, trust: [{ issuer: issuerName, keys: [off] }] });
    expect(await codeOf(verifier.verify(w.token))).toBe("identity/unusable-key");
  });

  test("47: one issuer's key signs nothing in another's name", async () => {
    const w = await world();
    const trust = [
      { issuer: issuerName, keys: [(await generateSigningKey()).publicJwk] },
      { issuer: "https://id.other.example", keys: [w.key.publicJwk] },
    ];
    const verifier = createTokenVerifier({ audience, trust, clock: () => w.clock.now });
    expect(await codeOf(verifier.verify(w.token))).toBe("identity/unknown-key");
    const own = await signed(w, w.header, { ...w.claims, iss: "https://id.other.example" });
    expect(await codeOf(verifier.verify(own))).toBe("accepted");
  });
});
