import { type CryptoKey, importJWK } from "jose";
import { IdentityError } from "../errors.js";
import { isSigningAlgorithm, type SigningAlgorithm, signingAlgorithms } from "./algorithms.js";
import { decodeBase64url } from "./base64url.js";
import { isKeyName } from "./compact.js";
import type { PublicJwk } from "./public-jwk.js";
import { hasRocaFingerprint } from "./roca.js";

/** What a place asks of keys beyond the rules that always hold. */
export interface KeyPolicy {
  /** Algorithms that are accepted. Where a key names none, the only one of these that fits it. Default: all. */
  readonly algorithms?: readonly SigningAlgorithm[];
}

/** A key that passed every rule. Made by {@link importVerificationKey} alone. */
export interface VerificationKey {
  /** Its name. */
  readonly keyId: string;
  /** The one algorithm it is for. */
  readonly algorithm: SigningAlgorithm;
  /** Its public members. */
  readonly jwk: PublicJwk;
  /** The key, imported. */
  readonly key: CryptoKey;
}

type Members = Readonly<Record<string, unknown>>;

/** The rule that a key breaks. */
export type KeyFlaw =
  | "symmetric"
  | "private"
  | "kid"
  | "use"
  | "key-ops"
  | "algorithm"
  | "coordinates"
  | "modulus"
  | "exponent"
  | "roca"
  | "dates";

const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "priv"];

const bytesOf = (value: unknown) => (typeof value === "string" ? decodeBase64url(value) : undefined);

function numberOf(value: unknown): bigint {
  const hex = Array.from(bytesOf(value) ?? [], (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex === "" ? 0n : BigInt(`0x${hex}`);
}

function fits(algorithm: SigningAlgorithm, { kty, crv }: Members): boolean {
  const facts = signingAlgorithms[algorithm];
  return facts.kty === kty && facts.crv === crv;
}

/** One key, one algorithm (RFC 8725 section 3.1): what the key names, or the only one that it may be for. */
function algorithmOf(jwk: Members, policy: KeyPolicy): SigningAlgorithm | undefined {
  const { algorithms = Object.keys(signingAlgorithms).filter(isSigningAlgorithm) } = policy;
  const fitting = algorithms.filter((algorithm) => fits(algorithm, jwk));
  // Without a name, the two names of Ed25519 are not a doubt about what the key is for: the older one is meant.
  const nameless = jwk["kty"] === "OKP" ? fitting.slice(0, 1) : fitting;
  if (jwk["alg"] === undefined) return nameless.length === 1 ? nameless[0] : undefined;
  return fitting.find((algorithm) => algorithm === jwk["alg"]);
}

function hasCoordinates({ kty, x, y }: Members, size: number | undefined): boolean {
  const sizes = kty === "EC" ? [x, y] : [x];
  return sizes.every((each) => bytesOf(each)?.length === size);
}

const isRsa = ({ kty }: Members) => kty === "RSA";
const bits = (value: bigint) => value.toString(2).length;
const isDate = (value: unknown) =>
  value === undefined ||
  (typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value));

function isGoodExponent(e: bigint): boolean {
  return e >= 65_537n && e % 2n === 1n && bits(e) <= 64;
}

/** The rules, in the order in which they are applied. Each says when it is broken. */
const rules: readonly (readonly [KeyFlaw, (jwk: Members, algorithm?: SigningAlgorithm) => boolean])[] = [
  ["symmetric", ({ kty, k }) => kty === "oct" || k !== undefined],
  ["private", (jwk) => privateMembers.some((member) => jwk[member] !== undefined)],
  ["kid", ({ kid }) => !isKeyName(kid)],
  ["use", ({ use }) => use !== undefined && use !== "sig"],
  ["key-ops", ({ key_ops: ops }) => ops !== undefined && !(Array.isArray(ops) && ops.join() === "verify")],
  ["algorithm", (_, algorithm) => algorithm === undefined],
  [
    "coordinates",
    (jwk, algorithm) =>
      algorithm !== undefined && !isRsa(jwk) && !hasCoordinates(jwk, signingAlgorithms[algorithm].coordinate),
  ],
  ["modulus", (jwk) => isRsa(jwk) && !(bits(numberOf(jwk["n"])) >= 2048 && bits(numberOf(jwk["n"])) <= 8192)],
  ["exponent", (jwk) => isRsa(jwk) && !isGoodExponent(numberOf(jwk["e"]))],
  ["roca", (jwk) => isRsa(jwk) && hasRocaFingerprint(numberOf(jwk["n"]))],
  ["dates", (jwk) => !isDate(jwk["retired_at"]) || !isDate(jwk["compromised_at"])],
];

/** The rule that a key breaks, or undefined where it breaks none. That a point lies on its curve shows at its import. */
export function flawOf(jwk: object, policy: KeyPolicy = {}): KeyFlaw | undefined {
  const members = jwk as Members;
  const algorithm = algorithmOf(members, policy);
  return rules.find(([, isBroken]) => isBroken(members, algorithm))?.[0];
}

const published = ["kty", "crv", "x", "y", "n", "e", "kid", "retired_at", "compromised_at"];

/**
 * A key as this package keeps it: what counts of a JWK, and nothing else.
 *
 * @throws IdentityError `identity/unusable-key`, whose details name the rule that it breaks.
 */
export function checkedKey(jwk: object, policy: KeyPolicy = {}): PublicJwk {
  const rule = flawOf(jwk, policy);
  if (rule !== undefined) throw new IdentityError("identity/unusable-key", { details: { rule } });
  const kept = Object.entries(jwk).filter(
    ([member, value]) => published.includes(member) && value !== undefined,
  );
  const alg = algorithmOf(jwk as Members, policy);
  return { ...Object.fromEntries(kept), alg, use: "sig" } as unknown as PublicJwk;
}

/**
 * Imports a public key (RFC 7517) that others published, if it passes every rule: not symmetric, no private member, a
 * `kid`, for signatures alone, one algorithm, coordinates of the curve's length and on the curve; RSA with 2,048 to 8,192
 * bits, an odd exponent of 65,537 or more, and without the fingerprint of ROCA.
 *
 * @throws IdentityError `identity/unusable-key`, whose details name the rule that it breaks.
 */
export async function importVerificationKey(jwk: object, policy: KeyPolicy = {}): Promise<VerificationKey> {
  const checked = checkedKey(jwk, policy);
  const { kid, alg, retired_at: _retired, compromised_at: _compromised, ...members } = checked;
  try {
    const key = await importJWK({ ...members }, alg);
    return { keyId: kid, algorithm: alg, jwk: checked, key };
  } catch {
    throw new IdentityError("identity/unusable-key", { details: { rule: "point" } });
  }
}
