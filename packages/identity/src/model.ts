import {
  type Actor,
  type ActorKind,
  type Assurance,
  assuranceSchema,
  type Fields,
  type Instant,
} from "@throughline/core";
import * as z from "zod";
import type { AssuranceRequirement } from "./assurance.js";
import { name, seconds, subject } from "./profiles/claims.js";

/** The `typ` of an identity token: a JWT access token, RFC 9068. */
export const identityTokenType = "at+jwt";

/** The claims of an identity token, version 1. Unknown claims are ignored (RFC 7519 section 4). */
export interface IdentityClaims {
  /** Version of this document. */
  readonly ver: 1;
  /** Who issued it. */
  readonly iss: string;
  /** Pseudonym of the person in the organisation, or of the member of staff in its directory. */
  readonly sub: string;
  /** The one service it is for. */
  readonly aud: string;
  /** The client that asked for it (RFC 9068 section 2.2). */
  readonly client_id: string;
  /** When it was issued, seconds since 1970. */
  readonly iat: number;
  /** When it ends, seconds since 1970. */
  readonly exp: number;
  /** Unique among the issuer's tokens. */
  readonly jti: string;
  /** When the user signed in, seconds since 1970. */
  readonly auth_time: number;
  /** What kind of party it is. */
  readonly kind: ActorKind;
  /** The organisation in which the party acts. */
  readonly org: string;
  /** Unit, for staff. */
  readonly unit?: string;
  /** Role, for staff. */
  readonly role?: string;
  /** How sure the issuer is of the party. */
  readonly assurance: Assurance;
}

/** Schema of {@link IdentityClaims}. */
export const identityClaims: z.ZodType<IdentityClaims> = z.object({
  ver: z.literal(1),
  iss: name,
  sub: subject,
  aud: name,
  client_id: name,
  iat: seconds,
  exp: seconds,
  jti: name,
  auth_time: seconds,
  kind: z.enum(["person", "staff", "service", "agent"]),
  org: name,
  unit: name.exactOptional(),
  role: name.exactOptional(),
  assurance: assuranceSchema,
} satisfies Fields<IdentityClaims>);

/** What an issuer needs to know to issue a token. */
export interface IdentityInput {
  /** The party, as the issuer has verified it. Its assurance is required. */
  readonly actor: Actor & { readonly assurance: Assurance };
  /** The one service it is for. */
  readonly audience: string;
  /** The client that asked for it. Default: the audience. */
  readonly clientId?: string;
  /** When the party signed in. Default: now. */
  readonly authenticatedAt?: Instant;
}

/** What a place expects of a token. */
export interface IdentityExpectation {
  /** Least assurance. */
  readonly require?: AssuranceRequirement;
  /** Kinds of party that may act here. Default: all. */
  readonly kinds?: readonly ActorKind[];
  /** Longest time since the sign-in, in seconds. */
  readonly maxAgeSeconds?: number;
  /** The subject that a journey began with. */
  readonly expectedSubject?: string;
}

/** A token that was believed. */
export interface VerifiedIdentity {
  /** The party that acts. */
  readonly actor: Actor & { readonly assurance: Assurance };
  /** Who vouches for it. */
  readonly issuer: string;
  /** The token's unique id. */
  readonly tokenId: string;
  /** When the party signed in. */
  readonly authenticatedAt: Instant;
  /** When the token ends. */
  readonly expiresAt: Instant;
}
