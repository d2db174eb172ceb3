import { LogError } from "./errors.js";
import type { HeadStore, KeptHead } from "./head-store.js";

/** Signed heads in memory: for tests and examples. It is not outside of anything, and gone when the process ends. */
export function memoryHeads(): HeadStore {
  const heads: KeptHead[] = [];
  return {
    last: async () => heads.at(-1),
    async append({ place, document }) {
      if (place > heads.length + 1) throw new LogError("log/heads-lost", { details: { place } });
      if (place <= heads.length) return false;
      heads.push({ place, document });
      return true;
    },
    async *entries() {
      yield* heads.slice();
    },
  };
}
