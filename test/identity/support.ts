import { type Actor, type Assurance, isThroughlineError } from "@throughline/core";
import { createTokenIssuer, createTokenVerifier, generateSigningKey } from "@throughline/identity";

export const issuerName = "https://id.work.example";
export const audience = "urn:throughline:hub:work";

export const person: Actor & { assurance: Assurance } = {
  kind: "person",
  id: "p-7f3a",
  organisation: "work-and-careers",
  assurance: { framework: "gpg45", authentication: "medium", proofing: "medium" },
};

export const staff: Actor & { assurance: Assurance } = {
  kind: "staff",
  id: "s-12",
  organisation: "work-and-careers",
  unit: "phone-north",
  role: "adviser",
  assurance: { framework: "gpg45", authentication: "high", proofing: "high" },
};

/** An issuer and a verifier that trusts it, on one clock that the test moves. */
export async function setUp(options: { lifetimeSeconds?: number } = {}) {
  const clock = { now: new Date("2026-11-23T10:00:00.000Z") };
  const key = await generateSigningKey();
  const issuer = createTokenIssuer({ issuer: issuerName, key, clock: () => clock.now, ...options });
  const trust = [{ issuer: issuerName, keys: issuer.jwks().keys }];
  const verifier = createTokenVerifier({ trust, audience, clock: () => clock.now });
  return { clock, key, issuer, trust, verifier };
}

/** The code that a promise is refused with. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return isThroughlineError(error) ? error.code : String(error);
  }
  return "accepted";
}

const encode = (value: string | Uint8Array) => Buffer.from(value).toString("base64url");

/** A token of any form at all, signed for real. */
export async function forge(
  privateKey: CryptoKey,
  header: string | object,
  payload: string | object | Uint8Array,
): Promise<string> {
  const asText = (part: string | object | Uint8Array) =>
    typeof part === "string" || part instanceof Uint8Array ? part : JSON.stringify(part);
  const input = `${encode(asText(header))}.${encode(asText(payload))}`;
  const signature = await crypto.subtle.sign(
    { name: "ECDSA", hash: "SHA-256" },
    privateKey,
    Buffer.from(input),
  );
  return `${input}.${encode(new Uint8Array(signature))}`;
}

/** The payload of a token, believed. */
export function payloadOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<
    string,
    unknown
  >;
}
