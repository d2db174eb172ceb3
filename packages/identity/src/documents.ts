import type { JsonObject, Signer, Verifier } from "@throughline/core";
import { CompactSign } from "jose";
import { IdentityError } from "./errors.js";
import { type SigningKey, signingAlgorithm } from "./keys.js";
import { identityTokenType } from "./model.js";
import { createTrust, type TrustedIssuer } from "./trust.js";

/** Types that only their own issuer may make: a document signer never makes something that passes for a sign-in. */
const reservedTypes = new Set([identityTokenType, "jwt", "id_token"]);

/** Signs a payload as compact JWS. */
export async function signCompact(key: SigningKey, typ: string, payload: JsonObject): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(payload));
  return await new CompactSign(bytes)
    .setProtectedHeader({ alg: signingAlgorithm, kid: key.keyId, typ })
    .sign(key.privateKey);
}

/** A {@link Signer} for the other packages: consent receipts, handoff documents, tree heads. */
export function createSigner(options: { readonly issuer: string; readonly key: SigningKey }): Signer {
  const { issuer, key } = options;
  return {
    issuer,
    async sign(typ, payload) {
      if (reservedTypes.has(typ.toLowerCase()))
        throw new RangeError("This type is reserved for identity tokens.");
      return await signCompact(key, typ, { ...payload, iss: issuer });
    },
  };
}

/** A {@link Verifier} of documents that trusted organisations signed. Throws {@link IdentityError}. */
export function createVerifier(options: { readonly trust: readonly TrustedIssuer[] }): Verifier {
  const trust = createTrust(options.trust);
  return {
    async verify(document, { typ, asOf }) {
      if (reservedTypes.has(typ.toLowerCase())) throw new IdentityError("identity/wrong-type");
      const opened = await trust.open(document, typ.toLowerCase(), asOf);
      const { issuer, keyId, payload, compromisedAt } = opened;
      const verified = { issuer, keyId, payload: payload as JsonObject };
      return compromisedAt === undefined ? verified : { ...verified, compromisedAt };
    },
  };
}
