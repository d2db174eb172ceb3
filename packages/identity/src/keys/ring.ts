import type { Instant } from "@throughline/core";
import { IdentityError } from "../errors.js";
import type { PublicJwk } from "../jws/public-jwk.js";
import type { SigningKey } from "./signing-key.js";

/** A key and when it serves. It signs until the next one does. */
export interface ScheduledKey {
  /** The key. */
  readonly key: SigningKey;
  /** From when on it is published, so that others have it before it signs. */
  readonly publishedAt: Instant;
  /** From when on it signs. */
  readonly activeFrom: Instant;
  /** Since when others may have had it. From then on it signs nothing and is not published for sign-in. */
  readonly compromisedAt?: Instant;
}

/** How a ring of keys is made. */
export interface KeyRingOptions {
  /** Every key there ever was: evidence needs them. */
  readonly keys: readonly ScheduledKey[];
  /** Longest life of what is signed for sign-in, in seconds: so long a retired key stays published. Default 3,600. */
  readonly longestLifeSeconds?: number;
  /** How long before its first signature a key is published, at least, in seconds: others' caches. Default 3,600. */
  readonly leadSeconds?: number;
  /** By how much the clocks of those who sign may differ, in seconds. Default 60. */
  readonly toleranceSeconds?: number;
  /** The clock. Default: the machine's. */
  readonly clock?: () => Date;
}

/** Signing keys that take over from one another. */
export interface KeyRing {
  /** The key that signs now. Throws `identity/no-signing-key` where it is not yet time, or the last one was stolen. */
  active(): SigningKey;
  /** Keys for sign-in, a JWK set (RFC 7517 section 5): the active one, those to come, those whose tokens still live. */
  jwks(): { readonly keys: readonly PublicJwk[] };
  /** Keys for evidence: every one that was ever published, with the dates of its end. */
  evidence(): { readonly keys: readonly PublicJwk[] };
}

/** A scheduled key with its times as numbers, and the time at which the next one takes over. */
interface Placed {
  readonly key: SigningKey;
  readonly published: number;
  readonly begins: number;
  readonly ends: number;
  readonly compromised: number;
}

const timeOf = (instant: Instant | undefined) =>
  instant === undefined ? Number.POSITIVE_INFINITY : Date.parse(instant);

const isoOf = (time: number) => new Date(time).toISOString();

function place(keys: readonly ScheduledKey[]): readonly Placed[] {
  const sorted = keys.slice().sort((a, b) => timeOf(a.activeFrom) - timeOf(b.activeFrom));
  return sorted.map(({ key, publishedAt, activeFrom, compromisedAt }, at) => ({
    key,
    published: timeOf(publishedAt),
    begins: timeOf(activeFrom),
    ends: timeOf(sorted[at + 1]?.activeFrom),
    compromised: timeOf(compromisedAt),
  }));
}

/** The first key has nobody who could have another one in a cache. A successor of a stolen key cannot wait. */
function isTooSoon(placed: readonly Placed[], at: number, lead: number): boolean {
  const [before, here] = [placed[at - 1], placed[at]];
  if (before === undefined || here === undefined || before.compromised <= here.begins) return false;
  return here.begins - here.published < lead;
}

function checkPlan(placed: readonly Placed[], lead: number): void {
  const names = new Set(placed.map(({ key }) => key.keyId));
  if (placed.length === 0 || names.size < placed.length)
    throw new RangeError("A ring holds at least one key, and each once.");
  if (placed.some(({ published, begins, ends }) => !(published <= begins && begins < ends)))
    throw new RangeError("A key is published before it signs, and no two begin at once.");
  if (placed.some((_, at) => isTooSoon(placed, at, lead)))
    throw new RangeError(`A key is published ${lead / 1000} seconds or more before it signs.`);
}

/**
 * A ring of signing keys on a plan: publish the next key, wait, use it, retire the last. Nothing is kept but the plan, so
 * that all processes that have it agree, and a rotation is one entry more.
 *
 * @throws RangeError where the plan publishes a key too late, or has one twice.
 */
export function createKeyRing(options: KeyRingOptions): KeyRing {
  const { longestLifeSeconds = 3600, leadSeconds = 3600, toleranceSeconds = 60 } = options;
  const clock = options.clock ?? (() => new Date());
  const tolerance = toleranceSeconds * 1000;
  const kept = longestLifeSeconds * 1000 + tolerance;
  const placed = place(options.keys);
  checkPlan(placed, leadSeconds * 1000);
  const publishedBy = (now: number) => placed.filter(({ published }) => published <= now);
  return {
    active() {
      const now = clock().getTime();
      const last = placed.filter(({ begins }) => begins <= now).at(-1);
      // An older key has its end already: what it signed now would never verify.
      if (last === undefined || last.compromised <= now) throw new IdentityError("identity/no-signing-key");
      return last.key;
    },
    jwks() {
      const now = clock().getTime();
      const good = publishedBy(now).filter(({ ends, compromised }) => now < compromised && now < ends + kept);
      return { keys: good.map(({ key }) => key.publicJwk) };
    },
    evidence() {
      const now = clock().getTime();
      const dated = publishedBy(now).map(({ key, ends, compromised }) => ({
        ...key.publicJwk,
        // A process whose clock is slow signs with the old key a little longer.
        ...(ends <= now && { retired_at: isoOf(ends + tolerance) }),
        ...(compromised <= now && { compromised_at: isoOf(compromised) }),
      }));
      return { keys: dated };
    },
  };
}

/** One key for ever, as a ring. */
export function ringOf(key: SigningKey | KeyRing): KeyRing {
  if ("active" in key) return key;
  const jwks = () => ({ keys: [key.publicJwk] });
  return { active: () => key, jwks, evidence: jwks };
}
