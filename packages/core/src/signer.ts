import type { Instant, JsonObject } from "./json.js";

/** Signs documents on behalf of one organisation. The key never leaves it, so it may be a key management service. */
export interface Signer {
  /** The organisation, as it stands in `iss`. */
  readonly issuer: string;
  /** Signs a payload as a compact JWS (RFC 7515 section 3.1) with `alg`, `kid` and this `typ` in its header. */
  sign(typ: string, payload: JsonObject): Promise<string>;
}

/** A signed document whose signature was found good. */
export interface Verified {
  /** Who signed it. */
  readonly issuer: string;
  /** With which key. */
  readonly keyId: string;
  /** What was signed. */
  readonly payload: JsonObject;
  /**
   * Since when others may have had the key. Absent: it is not known to be compromised. Whoever had it may have dated the
   * document back, so as evidence it needs a proof from elsewhere of when it was there: `verifyEvidence`.
   */
  readonly compromisedAt?: Instant;
}

/** Which documents a verifier is to accept. */
export interface VerifyOptions {
  /** The exact `typ`. */
  readonly typ: string;
  /**
   * Accept a key that was retired or compromised since if that was later than this instant. For evidence, never for
   * access.
   */
  readonly asOf?: Instant;
}

/** Verifies documents of trusted organisations. Throws the error of its own package where a document is not good. */
export interface Verifier {
  /** Checks form, issuer, type and signature of a compact JWS. Time claims are the caller's to judge. */
  verify(document: string, options: VerifyOptions): Promise<Verified>;
}
