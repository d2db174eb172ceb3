import { IdentityError } from "../errors.js";
import {
  checkedKey,
  importVerificationKey,
  type KeyPolicy,
  type VerificationKey,
} from "../jws/key-policy.js";

/** Where one issuer's keys come from. */
export interface KeySource {
  /**
   * The key of that name, or undefined where the issuer has none of it. A reader compares the algorithm by itself as well.
   *
   * @throws IdentityError where the key cannot be used, or where the source cannot know.
   */
  find(keyId: string, algorithm: string): Promise<VerificationKey | undefined>;
}

const isForEncryption = (key: object) => "use" in key && key.use === "enc";

/**
 * Keys that are known from the start. Keys for encryption are left out. All others must pass the key policy, and no two
 * may have one name: a set that breaks a rule is not trusted in part.
 *
 * @throws IdentityError `identity/unusable-key`, whose details name the rule that is broken.
 */
export function staticKeys(keys: readonly object[], policy: KeyPolicy = {}): KeySource {
  const known = new Map<string, object>();
  for (const key of keys.filter((each) => !isForEncryption(each))) {
    const { kid } = checkedKey(key, policy);
    if (known.has(kid))
      throw new IdentityError("identity/unusable-key", { details: { rule: "duplicate-kid" } });
    known.set(kid, key);
  }
  const imported = new Map<string, Promise<VerificationKey>>();
  return {
    async find(keyId) {
      const key = known.get(keyId);
      if (key === undefined) return undefined;
      const found = imported.get(keyId) ?? importVerificationKey(key, policy);
      imported.set(keyId, found);
      return await found;
    },
  };
}
