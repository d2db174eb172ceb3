import * as z from "zod";
import { audience, eventContent, issuer, name, seconds, subject } from "./claims.js";
import type { Expectation, Profile, RegisteredClaims } from "./profile.js";

const logout = "http://schemas.openid.net/event/backchannel-logout";

/** The claims of a logout token (OpenID Connect Back-Channel Logout 1.0 section 2.4). Others are left out. */
export interface LogoutTokenClaims extends RegisteredClaims {
  /** When it ends, seconds since 1970. */
  readonly exp: number;
  /** Its unique id: the reader takes each once. */
  readonly jti: string;
  /** Whose sessions end. Without `sid`, all of them. */
  readonly sub?: string;
  /** The session that ends. */
  readonly sid?: string;
}

const claims: z.ZodType<LogoutTokenClaims> = z.object({
  iss: issuer,
  aud: audience,
  iat: seconds,
  exp: seconds,
  nbf: seconds.exactOptional(),
  jti: name,
  sub: subject.exactOptional(),
  sid: z.string().min(1).max(2000).exactOptional(),
  events: z.object({ [logout]: eventContent }),
  // What has a nonce answers a sign-in: it must never end a session.
  nonce: z.never().exactOptional(),
});

/** A logout token, for back-channel logout. That each `jti` counts once is its reader's to see to, with a quota of 1. */
export const logoutTokenProfile: Profile<LogoutTokenClaims, Expectation> = {
  name: "logout token",
  types: ["logout+jwt"],
  claims,
  maxLifetimeSeconds: 300,
  rules: [
    [
      "identity/invalid-claims",
      ({ claims: { sub, sid } }) => sub === undefined && sid === undefined,
      () => ({ claims: ["sub", "sid"] }),
    ],
  ],
};
