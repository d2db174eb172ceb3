import {
  createReader,
  createVerifier,
  type Expectation,
  generateSigningKey,
  type IdTokenExpectation,
  type Reader,
  type ReaderOptions,
  signCompact,
  type TrustedIssuer,
  tokenProfiles,
} from "@throughline/identity";
import { audience, issuerName } from "../support.js";

/** Seconds since 1970 at which every token here is made and read. */
export const now = 1_795_428_000;

const common = { iss: issuerName, aud: audience, iat: now, jti: "t-1" };

/** One good token of each type: its `typ` and its claims. Each differs from the others in what its own law asks for. */
export const samples = {
  id_token: {
    typ: "JWT",
    claims: { ...common, sub: "p-1", exp: now + 300, nonce: "n-1", auth_time: now - 60, azp: audience },
  },
  "at+jwt": {
    typ: "at+jwt",
    claims: { ...common, sub: "p-1", exp: now + 300, client_id: "c-1", scope: "read write" },
  },
  "logout+jwt": {
    typ: "logout+jwt",
    claims: {
      ...common,
      sub: "p-1",
      exp: now + 120,
      events: { "http://schemas.openid.net/event/backchannel-logout": {} },
    },
  },
  "secevent+jwt": {
    typ: "secevent+jwt",
    claims: {
      ...common,
      sub_id: { format: "iss_sub", iss: issuerName, sub: "p-1" },
      events: {
        "https://schemas.openid.net/secevent/caep/event-type/session-revoked": { event_timestamp: now },
      },
    },
  },
  receipt: { typ: "consent-receipt+jwt", claims: { ...common, sub: "p-1", exp: now + 300 } },
} as const;

export type SampleName = keyof typeof samples;

export const idExpectation: IdTokenExpectation = { audience, nonce: "n-1" };
const here: Expectation = { audience };

/** Every verifier: what it does with a token. A new type is a row here and one in `samples`. */
export const verifiers: Readonly<
  Record<SampleName, (trust: readonly TrustedIssuer[], token: string) => Promise<unknown>>
> = {
  id_token: (trust, token) => reading(trust).read(token, tokenProfiles.id_token, idExpectation),
  "at+jwt": (trust, token) => reading(trust).read(token, tokenProfiles["at+jwt"], here),
  "logout+jwt": (trust, token) => reading(trust).read(token, tokenProfiles["logout+jwt"], here),
  "secevent+jwt": (trust, token) => reading(trust).read(token, tokenProfiles["secevent+jwt"], here),
  receipt: (trust, token) => createVerifier({ trust }).verify(token, { typ: samples.receipt.typ }),
};

export function reading(trust: readonly TrustedIssuer[], options: Partial<ReaderOptions> = {}): Reader {
  return createReader({ trust, clock: () => new Date(now * 1000), ...options });
}

/** An issuer whose key signs whatever the test says. */
export async function signing(options: Parameters<typeof generateSigningKey>[0] = {}) {
  const key = await generateSigningKey(options);
  const trust: readonly TrustedIssuer[] = [{ issuer: issuerName, keys: [key.publicJwk] }];
  /** A sample with some claims changed; `undefined` takes a claim out. */
  const make = (name: SampleName, change: object = {}, typ: string = samples[name].typ) =>
    signCompact(key, typ, { ...samples[name].claims, ...change });
  return { key, trust, make };
}
