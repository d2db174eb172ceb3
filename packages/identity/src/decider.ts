import { IdentityError } from "./errors.js";
import type { Expectation, Judgement, Profile, RegisteredClaims, Rule } from "./profiles/profile.js";

type Any = Judgement<RegisteredClaims, Expectation>;

const isOlderThan = ({ claims, now, toleranceSeconds }: Any, seconds: number) =>
  now - claims.iat > seconds + toleranceSeconds;

function isExpired(judgement: Any): boolean {
  const { claims, now, toleranceSeconds, maxLifetimeSeconds } = judgement;
  if (claims.exp === undefined) return isOlderThan(judgement, maxLifetimeSeconds);
  return now >= claims.exp + toleranceSeconds;
}

/** The law of every token, in the order in which it is applied. */
const commonRules: readonly Rule<RegisteredClaims, Expectation>[] = [
  ["identity/wrong-audience", ({ claims, expectation }) => claims.aud !== expectation.audience],
  ["identity/expired", isExpired],
  [
    "identity/not-yet-valid",
    ({ claims: { iat, nbf = iat }, now, toleranceSeconds }) => Math.max(iat, nbf) > now + toleranceSeconds,
  ],
  ["identity/invalid-claims", ({ claims: { iat, exp = iat + 1 } }) => exp <= iat],
  [
    "identity/lifetime-too-long",
    ({ claims: { iat, exp = iat }, maxLifetimeSeconds }) => exp - iat > maxLifetimeSeconds,
  ],
];

function apply<Claims, Expected>(
  rules: readonly Rule<Claims, Expected>[],
  judgement: Judgement<Claims, Expected>,
): void {
  const broken = rules.find(([, isBroken]) => isBroken(judgement));
  if (broken === undefined) return;
  const [code, , details] = broken;
  throw new IdentityError(code, details && { details: details(judgement) });
}

/**
 * Judges the claims of a token whose signature is good: by the law of every token, then by that of its own type.
 *
 * @throws IdentityError with the code of the first rule that is broken.
 */
export function judge<Claims extends RegisteredClaims, Expected extends Expectation>(
  profile: Pick<Profile<Claims, Expected>, "rules">,
  judgement: Judgement<Claims, Expected>,
): void {
  apply(commonRules, judgement);
  apply(profile.rules, judgement);
}
