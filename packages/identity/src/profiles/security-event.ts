import * as z from "zod";
import { audience, eventContent, issuer, name, seconds, subject } from "./claims.js";
import type { Expectation, Profile, RegisteredClaims } from "./profile.js";

/** A subject of a security event (RFC 9493 section 3): its format, and that format's members. */
export interface SubjectIdentifier {
  /** Name of the format, such as `iss_sub`. */
  readonly format: string;
  readonly [member: string]: unknown;
}

/** The claims of a security event token (RFC 8417 section 2.2). Others are left out. */
export interface SecurityEventClaims extends RegisteredClaims {
  /** Its unique id: the reader takes each once. */
  readonly jti: string;
  /** What happened: for each event's URI, its content. */
  readonly events: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Whom it happened to. */
  readonly sub?: string;
  /** Whom it happened to, in a form that says what it is (RFC 9493 section 4.1). */
  readonly sub_id?: SubjectIdentifier;
  /** What it belongs to, together with others. */
  readonly txn?: string;
  /** When it happened, seconds since 1970. */
  readonly toe?: number;
}

const events: z.ZodType<SecurityEventClaims["events"]> = z
  .record(z.string().min(1).max(300), eventContent)
  .refine((all) => Object.keys(all).length > 0);

const subjectIdentifier: z.ZodType<SubjectIdentifier> = z.looseObject({ format: name });

const claims: z.ZodType<SecurityEventClaims> = z.object({
  iss: issuer,
  aud: audience,
  iat: seconds,
  exp: seconds.exactOptional(),
  nbf: seconds.exactOptional(),
  jti: name,
  events,
  sub: subject.exactOptional(),
  sub_id: subjectIdentifier.exactOptional(),
  txn: name.exactOptional(),
  toe: seconds.exactOptional(),
  // What has a nonce answers a sign-in.
  nonce: z.never().exactOptional(),
});

/**
 * A security event token. It needs no end (RFC 8417 section 2.2), so that its age is capped: a week, for senders try again
 * for days. Events come twice and out of order: that each `jti` counts once is its reader's to see to.
 */
export const securityEventProfile: Profile<SecurityEventClaims, Expectation> = {
  name: "security event token",
  types: ["secevent+jwt"],
  claims,
  maxLifetimeSeconds: 604_800,
  rules: [],
};
