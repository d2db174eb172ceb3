import type { Instant } from "@throughline/core";
import type { SigningAlgorithm } from "./algorithms.js";

/** The public half of a key as it stands in a JWK set (RFC 7517). */
export interface PublicJwk {
  /** Key type. */
  readonly kty: "EC" | "OKP" | "RSA";
  /** Curve, for `EC` and `OKP`. */
  readonly crv?: string;
  /** First coordinate, for `EC` and `OKP`. */
  readonly x?: string;
  /** Second coordinate, for `EC`. */
  readonly y?: string;
  /** Modulus, for `RSA`. */
  readonly n?: string;
  /** Exponent, for `RSA`. */
  readonly e?: string;
  /** Its name: our own keys are named by their thumbprint (RFC 7638). */
  readonly kid: string;
  /** The one algorithm it is for. */
  readonly alg: SigningAlgorithm;
  /** The one use it is for. */
  readonly use: "sig";
  /** Our extension: from when on it signs nothing new. What it signed before stays good as evidence. */
  readonly retired_at?: Instant;
  /**
   * Our extension: since when others may have had it. What it signed before stays good as evidence where something else
   * shows that it was there before. The key stays in the set: taken out, nothing that it signed could be judged.
   */
  readonly compromised_at?: Instant;
}
