/** The signature algorithms that are accepted. There is no symmetric one, and no `none`. */
export type SigningAlgorithm =
  | "ES256"
  | "ES384"
  | "ES512"
  | "EdDSA"
  | "Ed25519"
  | "RS256"
  | "RS384"
  | "RS512"
  | "PS256"
  | "PS384"
  | "PS512";

/** What an algorithm asks of its key, and how Web Cryptography names it. */
export interface AlgorithmFacts {
  /** Key type (RFC 7518 section 6.1). */
  readonly kty: "EC" | "OKP" | "RSA";
  /** The one curve, for `EC` and `OKP`. */
  readonly crv?: "P-256" | "P-384" | "P-521" | "Ed25519";
  /** Bytes of one coordinate, for `EC` and `OKP`. */
  readonly coordinate?: number;
  /** Bytes of a signature, where the algorithm fixes them. */
  readonly signature?: number;
  /** Hash that the signature is made over; the one that `at_hash` is made with, too. */
  readonly hash: "SHA-256" | "SHA-384" | "SHA-512";
  /** Parameters of `sign` and `verify`, and name of the key's algorithm. */
  readonly operation: {
    readonly name: string;
    readonly hash?: string;
    readonly saltLength?: number;
    readonly namedCurve?: string;
  };
}

type Hash = AlgorithmFacts["hash"];

function ecdsa(crv: "P-256" | "P-384" | "P-521", coordinate: number, hash: Hash): AlgorithmFacts {
  const operation = { name: "ECDSA", hash, namedCurve: crv };
  return { kty: "EC", crv, coordinate, signature: 2 * coordinate, hash, operation };
}

const pkcs1 = (hash: Hash): AlgorithmFacts => ({
  kty: "RSA",
  hash,
  operation: { name: "RSASSA-PKCS1-v1_5", hash },
});

const pss = (hash: Hash, saltLength: number): AlgorithmFacts => ({
  kty: "RSA",
  hash,
  operation: { name: "RSA-PSS", hash, saltLength },
});

const edwards: AlgorithmFacts = {
  kty: "OKP",
  crv: "Ed25519",
  coordinate: 32,
  signature: 64,
  hash: "SHA-512",
  operation: { name: "Ed25519" },
};

/**
 * The algorithms as data: RFC 7518 sections 3.3 to 3.5, RFC 8037 section 3.1 (`EdDSA`, which here is Ed25519 alone), RFC
 * 9864 section 2.2 (`Ed25519`).
 */
export const signingAlgorithms: Readonly<Record<SigningAlgorithm, AlgorithmFacts>> = {
  ES256: ecdsa("P-256", 32, "SHA-256"),
  ES384: ecdsa("P-384", 48, "SHA-384"),
  ES512: ecdsa("P-521", 66, "SHA-512"),
  EdDSA: edwards,
  Ed25519: edwards,
  RS256: pkcs1("SHA-256"),
  RS384: pkcs1("SHA-384"),
  RS512: pkcs1("SHA-512"),
  PS256: pss("SHA-256", 32),
  PS384: pss("SHA-384", 48),
  PS512: pss("SHA-512", 64),
};

/** Whether a text names an algorithm that is accepted. Case counts. */
export function isSigningAlgorithm(name: unknown): name is SigningAlgorithm {
  return typeof name === "string" && Object.hasOwn(signingAlgorithms, name);
}
