import { type ErrorFacts, ThroughlineError, type ThroughlineErrorOptions } from "@throughline/core";

/** The codes of `@throughline/identity`, each with its status and message. */
export const identityErrors = {
  "identity/malformed": {
    status: 401,
    message: "The token is not a well-formed signed token. Sign in again.",
  },
  "identity/encrypted": {
    status: 401,
    message:
      "The token is encrypted, and only signed ones are accepted here. Ask its issuer for a signed token.",
  },
  "identity/unsupported-header": {
    status: 401,
    message:
      "The token's header has a member or an algorithm that is not accepted. Ask its issuer to follow the profile.",
  },
  "identity/wrong-type": {
    status: 401,
    message: "The token is of another type than this place accepts. Send the token that was made for it.",
  },
  "identity/untrusted-issuer": {
    status: 401,
    message: "The token's issuer is not trusted here. Add it to the trusted issuers if it should be.",
  },
  "identity/unknown-key": {
    status: 401,
    message: "The token was signed with a key that its issuer does not publish. Sign in again.",
  },
  "identity/unusable-key": {
    status: 500,
    message:
      "A published key breaks a rule for keys, which the details name. Ask its owner for a key that keeps them all.",
  },
  "identity/no-signing-key": {
    status: 500,
    message: "No signing key may sign at this time. Add one to the ring, from now on.",
  },
  "identity/bad-signature": {
    status: 401,
    message: "The token's signature is not good. Sign in again.",
  },
  "identity/invalid-claims": {
    status: 401,
    message: "The token lacks a required claim or a claim has the wrong form. The details name the claims.",
  },
  "identity/wrong-audience": {
    status: 401,
    message: "The token was made for another service. Ask for one for this service.",
  },
  "identity/wrong-authorised-party": {
    status: 401,
    message: "The token was issued at the request of another client. Sign in through this one.",
  },
  "identity/wrong-nonce": {
    status: 401,
    message: "The token does not belong to this sign-in. Start the sign-in again.",
  },
  "identity/wrong-hash": {
    status: 401,
    message: "The token does not belong to the access token or the code that came with it. Sign in again.",
  },
  "identity/expired": {
    status: 401,
    message: "The token has expired. Sign in again.",
  },
  "identity/not-yet-valid": {
    status: 401,
    message: "The token was issued in the future. Set the clocks right and sign in again.",
  },
  "identity/lifetime-too-long": {
    status: 401,
    message: "The token is valid for longer than is accepted here. Ask its issuer for shorter ones.",
  },
  "identity/assurance-insufficient": {
    status: 401,
    message: "This step needs a stronger sign-in or identity check. The details say which level is needed.",
  },
  "identity/authentication-too-old": {
    status: 401,
    message: "The sign-in was too long ago for this step. Sign in again.",
  },
  "identity/subject-changed": {
    status: 403,
    message: "Someone else signed in. Go on as the person who began, or start anew.",
  },
  "identity/actor-not-allowed": {
    status: 403,
    message: "This step is not for this kind of user. Sign in as one it is meant for.",
  },
  "identity/insufficient-scope": {
    status: 403,
    message: "The token does not cover this step. Ask for a token with the scope that the details name.",
  },
  "identity/proof-required": {
    status: 401,
    message:
      "The token is bound to a key, and this place takes no proof of it. Ask for a token without such a binding.",
  },
  "identity/unknown-framework": {
    status: 500,
    message: "The assurance framework or level is not defined here. Define it, or ask for one that is.",
  },
} as const satisfies Readonly<Record<string, ErrorFacts>>;

/** A code of `@throughline/identity`. */
export type IdentityErrorCode = keyof typeof identityErrors;

/** The error of `@throughline/identity`. Never carries a token or a claim's value. */
export class IdentityError extends ThroughlineError<IdentityErrorCode> {
  constructor(code: IdentityErrorCode, options?: ThroughlineErrorOptions) {
    super(code, identityErrors[code], options);
  }
}
