import { createPublicKey, verify } from "node:crypto";
import {
  createReader,
  generateSigningKey,
  type LocalSigningKey,
  type SigningAlgorithm,
  signCompact,
  tokenProfiles,
  type VerifySignature,
} from "@throughline/identity";
import { verifyByNode } from "@throughline/identity/node";
import { createLocalJWKSet, jwtVerify } from "jose";
import type { Comparison } from "../support/comparison.js";

const issuer = "https://id.example";
const audience = "urn:example:service";
const perBatch = 500;
const batches = 4;

const claims = () => {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    sub: "p-7f3a2c9e41d0",
    aud: audience,
    client_id: "urn:example:client",
    iat: now,
    exp: now + 3000,
    jti: crypto.randomUUID(),
    auth_time: now - 60,
    acr: "urn:example:loa:substantial",
    amr: ["pwd", "otp"],
    scope: "read write",
    organisation: "work-and-careers",
    locale: "en-GB",
    address: { country: "GB", locality: "Sheffield", postal_code: "S1 2HH" },
    roles: ["adviser", "reviewer"],
    session: crypto.randomUUID(),
  };
};

/** Processor time of one call in microseconds, of all threads: the least of several batches, as others share the machine. */
async function processorTime(work: () => unknown): Promise<number> {
  const taken: number[] = [];
  for (let batch = 0; batch < batches; batch += 1) {
    const begun = process.cpuUsage();
    for (let turn = 0; turn < perBatch; turn += 1) await work();
    const { user, system } = process.cpuUsage(begun);
    taken.push((user + system) / perBatch);
  }
  return Math.min(...taken);
}

function ours(key: LocalSigningKey, token: string, verifySignature?: VerifySignature) {
  const trust = [{ issuer, keys: [key.publicJwk] }];
  const reader = createReader({ trust, ...(verifySignature && { verifySignature }) });
  const profile = tokenProfiles["at+jwt"];
  return () => reader.read(token, profile, { audience, scope: ["read"] });
}

function bareJose(key: LocalSigningKey, token: string) {
  const keys = createLocalJWKSet({ keys: [{ ...key.publicJwk }] });
  return () => jwtVerify(token, keys, { issuer, audience, algorithms: [key.algorithm] });
}

function raw(key: LocalSigningKey, token: string) {
  const publicKey = createPublicKey({ key: { ...key.publicJwk }, format: "jwk" });
  const [signed, signature] = [
    token.slice(0, token.lastIndexOf(".")),
    token.slice(token.lastIndexOf(".") + 1),
  ];
  const digest = key.algorithm === "EdDSA" ? undefined : "sha256";
  const bytes = Buffer.from(signature, "base64url");
  return () => {
    const isGood = verify(digest, Buffer.from(signed), { key: publicKey, dsaEncoding: "ieee-p1363" }, bytes);
    if (!isGood) throw new Error("The signature is good.");
  };
}

type Side = (key: LocalSigningKey, token: string) => () => unknown;

function comparing(
  name: string,
  algorithm: SigningAlgorithm,
  mine: Side,
  other: Side,
  goal: Comparison["goal"],
): Comparison {
  return {
    name: `${algorithm}: ${name}`,
    unit: "µs of processor time",
    ...(goal && { goal }),
    open: async () => {
      const key = await generateSigningKey({ algorithm });
      const token = await signCompact(key, "at+jwt", claims());
      const [our, peer] = [mine(key, token), other(key, token)];
      return {
        ours: () => processorTime(our),
        peer: () => processorTime(peer),
        close: async () => {},
      };
    },
  };
}

const onNode: Side = (key, token) => ours(key, token, verifyByNode);

/** What reading a token costs: the whole policy beside bare `jose`, and on `node:crypto` beside that alone. */
export const comparisons: readonly Comparison[] = [
  ...(["ES256", "EdDSA", "RS256"] as const).map((algorithm) =>
    comparing("all rules beside bare jose", algorithm, ours, bareJose, "<=1.15"),
  ),
  ...(["ES256", "EdDSA"] as const).map((algorithm) =>
    comparing("all rules on node:crypto beside its verify alone", algorithm, onNode, raw, "<=1.25"),
  ),
];
