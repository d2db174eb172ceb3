import { generateKeyPair } from "jose";
import { describe, expect, test } from "vitest";
import { audience, codeOf, forge, payloadOf, person, setUp, staff } from "./support.js";

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

const encode = (text: string) => Buffer.from(text).toString("base64url");
const signed = (w: World, header: object | string, payload: object | string = w.claims) =>
  forge(w.key.privateKey, header, payload);

/** Each row: what the attacker does, how the token is made, the code it must be refused with. */
const attacks: readonly (readonly [string, (w: World) => Promise<string> | string, string])[] = [
  ["no signature", (w) => `${w.token.split(".").slice(0, 2).join(".")}.`, "identity/malformed"],
  [
    "alg none",
    (w) => `${encode('{"alg":"none","kid":"k","typ":"at+jwt"}')}.${w.token.split(".")[1]}.AA`,
    "identity/unsupported-header",
  ],
  [
    "alg none in odd case",
    (w) => `${encode('{"alg":"nOnE","kid":"k","typ":"at+jwt"}')}.${w.token.split(".")[1]}.AA`,
    "identity/unsupported-header",
  ],
  [
    "HS256 over the public key",
    (w) => signed(w, { ...w.header, alg: "HS256" }),
    "identity/unsupported-header",
  ],
  [
    "another curve's algorithm",
    (w) => signed(w, { ...w.header, alg: "ES384" }),
    "identity/unsupported-header",
  ],
  [
    "a key in the header",
    (w) => signed(w, { ...w.header, jwk: w.key.publicJwk }),
    "identity/unsupported-header",
  ],
  [
    "a key address in the header",
    (w) => signed(w, { ...w.header, jku: "https://evil.example/keys" }),
    "identity/unsupported-header",
  ],
  [
    "a critical extension",
    (w) => signed(w, { ...w.header, crit: ["b64"], b64: false }),
    "identity/unsupported-header",
  ],
  ["no key id", (w) => signed(w, { alg: "ES256", typ: "at+jwt" }), "identity/unsupported-header"],
  ["no type", (w) => signed(w, { alg: "ES256", kid: w.key.keyId }), "identity/unsupported-header"],
  ["the type of a plain JWT", (w) => signed(w, { ...w.header, typ: "JWT" }), "identity/wrong-type"],
  [
    "the type of a receipt",
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
    "an unknown issuer",
    (w) => signed(w, w.header, { ...w.claims, iss: "https://evil.example" }),
    "identity/untrusted-issuer",
  ],
  [
    "an issuer with a slash more",
    (w) => signed(w, w.header, { ...w.claims, iss: `${String(w.claims["iss"])}/` }),
    "identity/untrusted-issuer",
  ],
  [
    "a list as issuer",
    (w) => signed(w, w.header, { ...w.claims, iss: [w.claims["iss"]] }),
    "identity/untrusted-issuer",
  ],
  [
    "a list as audience",
    (w) => signed(w, w.header, { ...w.claims, aud: [audience, "other"] }),
    "identity/invalid-claims",
  ],
  ["no expiry", (w) => signed(w, w.header, { ...w.claims, exp: undefined }), "identity/invalid-claims"],
  [
    "expiry as text",
    (w) => signed(w, w.header, { ...w.claims, exp: "9999999999" }),
    "identity/invalid-claims",
  ],
  [
    "expiry without end",
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
    "issued in the future",
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
    "a claim twice",
    (w) => signed(w, w.header, JSON.stringify(w.claims).replace("{", '{"sub":"p-other",')),
    "identity/malformed",
  ],
  [
    "a claim twice, once escaped",
    (w) => signed(w, w.header, JSON.stringify(w.claims).replace("{", '{"s\\u0075b":"p-other",')),
    "identity/malformed",
  ],
  [
    "a header member twice",
    (w) => signed(w, `{"alg":"none","alg":"ES256","kid":"${w.key.keyId}","typ":"at+jwt"}`),
    "identity/malformed",
  ],
  ["a payload that is a list", (w) => signed(w, w.header, "[]"), "identity/malformed"],
  ["a payload that is not JSON", (w) => signed(w, w.header, "hello"), "identity/malformed"],
  [
    "bytes that are not UTF-8",
    (w) => forge(w.key.privateKey, w.header, new Uint8Array([0x7b, 0xff, 0x7d])),
    "identity/malformed",
  ],
  [
    "a byte order mark",
    (w) => signed(w, w.header, `\uFEFF${JSON.stringify(w.claims)}`),
    "identity/malformed",
  ],
  [
    "deep nesting",
    (w) => signed(w, w.header, `{"a":${"[".repeat(2000)}${"]".repeat(2000)}}`),
    "identity/malformed",
  ],
  [
    "20,000 characters",
    (w) => signed(w, w.header, { ...w.claims, pad: "x".repeat(20_000) }),
    "identity/malformed",
  ],
  ["four segments", (w) => `${w.token}.AA`, "identity/malformed"],
  ["white space around", (w) => ` ${w.token}`, "identity/malformed"],
  ["a line break at the end", (w) => `${w.token}\n`, "identity/malformed"],
  ["padding", (w) => `${w.token}=`, "identity/malformed"],
  [
    "the plain Base64 alphabet",
    (w) => w.token.replace(/[-_]/g, "+").replace(/\.(?=[^.]*$)/, ".+/"),
    "identity/malformed",
  ],
  ["another spelling of the signature", (w) => respell(w.token), "identity/malformed"],
  ["nothing at all", () => "", "identity/malformed"],
  ["not even text", () => 42 as unknown as string, "identity/malformed"],
];

/** The last character of a 64-byte signature has four bits to spare: set one of them. */
function respell(token: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const last = alphabet.indexOf(token.at(-1) ?? "");
  return `${token.slice(0, -1)}${alphabet[last ^ 1]}`;
}

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
});
