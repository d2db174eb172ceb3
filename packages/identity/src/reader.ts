import type * as z from "zod";
import { judge } from "./decider.js";
import { IdentityError } from "./errors.js";
import { isSigningAlgorithm } from "./jws/algorithms.js";
import { type CompactToken, parseCompact } from "./jws/compact.js";
import type { VerifySignature } from "./jws/verify.js";
import type { Expectation, Profile, RegisteredClaims } from "./profiles/profile.js";
import { createTrust, type TrustedIssuer } from "./trust.js";

/** How a reader of tokens is made. */
export interface ReaderOptions {
  /** The issuers that are believed. */
  readonly trust: readonly TrustedIssuer[];
  /** By how much clocks may differ, 0 to 60 seconds. Default 5. */
  readonly toleranceSeconds?: number;
  /** The clock. Default: the machine's. */
  readonly clock?: () => Date;
  /** Checks signatures. Default: by Web Cryptography. */
  readonly verifySignature?: VerifySignature;
}

/** A token that was believed. */
export interface ReadToken<Claims> {
  /** Its claims, as its profile knows them. */
  readonly claims: Claims;
  /** All of its payload, signed but not judged. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Who vouches for it. */
  readonly issuer: string;
  /** The key that signed it. */
  readonly keyId: string;
}

/** Reads tokens of any type, each by its own law. */
export interface Reader {
  /**
   * Believes a token, or throws {@link IdentityError}, whose code says which rule was broken: form, type, issuer, key,
   * signature, claims, and the law of its profile, in this order.
   */
  read<Claims extends RegisteredClaims, Expected extends Expectation>(
    token: string,
    profile: Profile<Claims, Expected>,
    expectation: Expected,
  ): Promise<ReadToken<Claims>>;
}

/** Answers the value where it is within bounds. Throws `RangeError` where it is not. */
export function within(name: string, value: number, least: number, most: number): number {
  if (!(value >= least && value <= most)) throw new RangeError(`${name} is ${least} to ${most}.`);
  return value;
}

/** Whole seconds since 1970. */
export function epochSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

/**
 * Reads claims by a schema. Only the names of claims are told: a value may be personal, and so may a name further down.
 *
 * @throws IdentityError `identity/invalid-claims`.
 */
export function parseClaims<Claims>(schema: z.ZodType<Claims>, payload: unknown): Claims {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const claims = [...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? "")))];
  throw new IdentityError("identity/invalid-claims", { details: { claims } });
}

/** Takes a token apart and looks at its type, before anything is believed. */
function recognise(
  token: string,
  { types, mayBeUntyped = false }: Pick<Profile<never, never>, "types" | "mayBeUntyped">,
): CompactToken {
  const parsed = parseCompact(token, { typ: mayBeUntyped ? "optional" : "required" });
  if (!isSigningAlgorithm(parsed.algorithm)) throw new IdentityError("identity/unsupported-header");
  if (parsed.type !== undefined && !types.includes(parsed.type))
    throw new IdentityError("identity/wrong-type");
  return parsed;
}

/**
 * A reader of tokens that trusted issuers signed.
 *
 * @throws IdentityError `identity/unusable-key` where one of their keys breaks a rule of the key policy.
 */
export function createReader(options: ReaderOptions): Reader {
  const { clock = () => new Date() } = options;
  const trust = createTrust(options.trust, options.verifySignature);
  const toleranceSeconds = within("toleranceSeconds", options.toleranceSeconds ?? 5, 0, 60);
  return {
    async read(token, profile, expectation) {
      const parsed = recognise(token, profile);
      const { issuer, key } = await trust.open(parsed);
      const claims = parseClaims(profile.claims, parsed.payload);
      const { maxLifetimeSeconds } = profile;
      const now = epochSeconds(clock());
      judge(profile, { claims, expectation, now, toleranceSeconds, maxLifetimeSeconds });
      const broken = await profile.binding?.(claims, expectation, key.algorithm);
      if (broken !== undefined) throw new IdentityError(broken);
      return { claims, payload: parsed.payload, issuer, keyId: key.keyId };
    },
  };
}
