import type { JsonObject, Signer, Verifier } from "@throughline/core";
import { IdentityError } from "./errors.js";
import { parseCompact } from "./jws/compact.js";
import { signCompact } from "./jws/sign.js";
import { type KeyRing, ringOf } from "./keys/ring.js";
import type { SigningKey } from "./keys/signing-key.js";
import { reservedTypes } from "./profiles/table.js";
import { createTrust, type TrustedIssuer } from "./trust.js";

/** A type as a reader sees it, so that no spelling of a reserved one gets by. */
const plain = (typ: string) => typ.toLowerCase().replace(/^application\//, "");

/** A {@link Signer} for the other packages: consent receipts, handoff documents, tree heads. */
export function createSigner(options: {
  readonly issuer: string;
  readonly key: SigningKey | KeyRing;
}): Signer {
  const { issuer, key } = options;
  const ring = ringOf(key);
  return {
    issuer,
    async sign(typ, payload) {
      if (reservedTypes.has(plain(typ))) throw new RangeError("This type is reserved for identity tokens.");
      return await signCompact(ring.active(), typ, { ...payload, iss: issuer });
    },
  };
}

/** A {@link Verifier} of documents that trusted organisations signed. Throws {@link IdentityError}. */
export function createVerifier(options: { readonly trust: readonly TrustedIssuer[] }): Verifier {
  const trust = createTrust(options.trust);
  return {
    async verify(document, { typ, asOf }) {
      const parsed = parseCompact(document);
      if (reservedTypes.has(plain(typ)) || parsed.type !== plain(typ))
        throw new IdentityError("identity/wrong-type");
      const { issuer, key } = await trust.open(parsed, asOf);
      const verified = { issuer, keyId: key.keyId, payload: parsed.payload as JsonObject };
      const { compromised_at: compromisedAt } = key.jwk;
      return compromisedAt === undefined ? verified : { ...verified, compromisedAt };
    },
  };
}
