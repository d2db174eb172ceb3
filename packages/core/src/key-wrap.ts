import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { VaultError } from "./errors.js";

/**
 * Wraps keys under a master key that never leaves it: the shape of a key management service.
 *
 * A context is not secret and is not stored with the result: who unwraps must know it.
 */
export interface KeyWrap {
  /** Which master key: stored beside what it wrapped. 1 to 200 characters. */
  readonly id: string;
  /** The key, encrypted and bound to its context. */
  wrap(key: Uint8Array, context: string): Promise<Uint8Array>;
  /**
   * The key. Throws `vault/wrong-wrap` where the master key or the context is another, or a byte was changed;
   * `vault/unavailable`, as `wrap` does, where the service cannot be reached.
   */
  unwrap(wrapped: Uint8Array, context: string): Promise<Uint8Array>;
}

/** What a local key wrap is made of. */
export interface LocalKeyWrapOptions {
  /** Names the master key; give each its own. */
  readonly id: string;
  /** The master key, 32 random bytes. It is copied: overwrite yours. */
  readonly key: Uint8Array;
}

const ivBytes = 12;

/**
 * A key wrap in this process: AES-256-GCM (NIST SP 800-38D) with a random 96-bit iv in front, and the context as
 * associated data. Whoever reads this process's memory reads the master key; a key management service has no such place.
 */
export function localKeyWrap({ id, key }: LocalKeyWrapOptions): KeyWrap {
  if (key.length !== 32) throw new RangeError("A master key has 32 bytes.");
  if (id.length < 1 || id.length > 200) throw new RangeError("A master key's id has 1 to 200 characters.");
  const usages = ["encrypt", "decrypt"] as const;
  const master = crypto.subtle.importKey("raw", new Uint8Array(key), "AES-GCM", false, [...usages]);
  const cipher = (iv: Uint8Array, context: string) => ({
    name: "AES-GCM",
    iv: new Uint8Array(iv),
    additionalData: new Uint8Array(utf8ToBytes(context)),
  });
  return {
    id,
    async wrap(plain, context) {
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
      const box = await crypto.subtle.encrypt(cipher(iv, context), await master, new Uint8Array(plain));
      return concatBytes(iv, new Uint8Array(box));
    },
    async unwrap(wrapped, context) {
      const [iv, box] = [wrapped.subarray(0, ivBytes), new Uint8Array(wrapped.subarray(ivBytes))];
      try {
        return new Uint8Array(await crypto.subtle.decrypt(cipher(iv, context), await master, box));
      } catch (cause) {
        throw new VaultError("vault/wrong-wrap", { details: { wrap: id }, cause });
      }
    },
  };
}
