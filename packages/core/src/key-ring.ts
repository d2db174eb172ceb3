import type { SubjectId } from "./actor.js";
import { canonicalize } from "./canonical.js";
import { VaultError } from "./errors.js";
import { newId } from "./ids.js";
import type { KeyWrap } from "./key-wrap.js";
import type { VaultKey } from "./vault.js";

/** A subject's key as a vault stores it. */
export interface WrappedKey {
  /** The key's id. */
  readonly id: string;
  /** Which master key wrapped it. */
  readonly wrap: string;
  /** The key, wrapped. */
  readonly wrapped: Uint8Array;
}

/** A key just made, and how it is stored. */
export interface NewKey {
  /** To hand out. */
  readonly key: VaultKey;
  /** To keep. */
  readonly stored: WrappedKey;
}

/** Makes and opens subjects' keys, for a vault to store. */
export interface KeyRing {
  /** A new key of 32 random bytes, wrapped by the first master key. */
  make(subject: SubjectId): Promise<NewKey>;
  /**
   * Opens a stored key, whichever master key wrapped it. Throws `vault/wrong-wrap` where none of them did, or where it is
   * another subject's.
   */
  open(subject: SubjectId, stored: WrappedKey): Promise<VaultKey>;
}

/** What a wrapped key is bound to, so that one subject's cannot be put in another's place. */
function contextOf(subject: SubjectId, id: string): string {
  return canonicalize(["throughline vault key", subject, id]);
}

/**
 * The master keys of a vault: the first wraps what is new, all of them unwrap what is old. To change the master key,
 * put the new one in front.
 */
export function keyRing(wraps: KeyWrap | readonly KeyWrap[]): KeyRing {
  const list = [wraps].flat();
  const first = list[0];
  if (!first) throw new RangeError("A vault needs at least one key wrap.");
  const known = new Map(list.map((wrap) => [wrap.id, wrap]));
  if (known.size !== list.length) throw new RangeError("Two key wraps have one id.");
  return {
    async make(subject) {
      const id = newId("key");
      const bytes = crypto.getRandomValues(new Uint8Array(32));
      const wrapped = await first.wrap(bytes, contextOf(subject, id));
      return { key: { id, bytes }, stored: { id, wrap: first.id, wrapped } };
    },
    async open(subject, { id, wrap, wrapped }) {
      const master = known.get(wrap);
      if (!master) throw new VaultError("vault/wrong-wrap", { details: { wrap } });
      return { id, bytes: await master.unwrap(wrapped, contextOf(subject, id)) };
    },
  };
}
