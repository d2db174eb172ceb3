import type { JsonObject } from "@throughline/core";
import type * as z from "zod";
import type { IdentityErrorCode } from "../errors.js";
import type { SigningAlgorithm } from "../jws/algorithms.js";

/** The claims that the law of every token looks at (RFC 7519 section 4.1). */
export interface RegisteredClaims {
  /** Who issued it. */
  readonly iss: string;
  /** The one service it is for. */
  readonly aud: string;
  /** When it was issued, seconds since 1970. */
  readonly iat: number;
  /** When it ends, seconds since 1970. Absent only where a profile lets it be. */
  readonly exp?: number;
  /** Before when it is not to be believed, seconds since 1970. */
  readonly nbf?: number;
}

/** What every place that reads tokens expects. */
export interface Expectation {
  /** This service's own name: the only `aud` that is accepted. */
  readonly audience: string;
}

/** What the law of tokens takes into account. */
export interface Judgement<Claims, Expected> {
  /** The claims, signature already found good. */
  readonly claims: Claims;
  /** What the place expects. */
  readonly expectation: Expected;
  /** Seconds since 1970. */
  readonly now: number;
  /** By how much clocks may differ, in seconds. */
  readonly toleranceSeconds: number;
  /** The longest lifetime that is believed, in seconds. */
  readonly maxLifetimeSeconds: number;
}

/** A rule: its code, when it is broken, and what may be told beside the code (never a claim's value). */
export type Rule<Claims, Expected> = readonly [
  code: IdentityErrorCode,
  isBroken: (judgement: Judgement<Claims, Expected>) => boolean,
  details?: (judgement: Judgement<Claims, Expected>) => JsonObject,
];

/** One type of token, its law as data. Another cap on lifetime is `{ ...profile, maxLifetimeSeconds }`. */
export interface Profile<Claims extends RegisteredClaims, Expected extends Expectation> {
  /** What it is called. */
  readonly name: string;
  /** Exact `typ`, in lower case and without `application/`: no two profiles share one. */
  readonly types: readonly string[];
  /** Whether an issuer that is marked so may leave `typ` out. */
  readonly mayBeUntyped?: boolean;
  /** Which claims it has, in which form. */
  readonly claims: z.ZodType<Claims>;
  /** Longest time from `iat` to `exp`, in seconds; where there is no `exp`, greatest age. */
  readonly maxLifetimeSeconds: number;
  /** Its own rules, applied after those of every token. */
  readonly rules: readonly Rule<Claims, Expected>[];
  /** A rule that needs a digest. Answers the code of what is broken. */
  readonly binding?: (
    claims: Claims,
    expectation: Expected,
    algorithm: SigningAlgorithm,
  ) => Promise<IdentityErrorCode | undefined>;
}
