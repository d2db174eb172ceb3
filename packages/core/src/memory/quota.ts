import { checkQuota, type Quota, quotaKey } from "../quota.js";
import type { Tables } from "./tables.js";

/** The quotas of a memory ledger. */
export function quotaOf(tables: Tables): Quota {
  return {
    async take(key, asked) {
      checkQuota(asked);
      const id = quotaKey(key);
      const now = tables.now();
      const stored = tables.counts.get(id);
      const count = stored && stored.until > now ? stored : { used: 0, until: asked.until };
      const granted = count.used < asked.limit && count.until > now;
      const used = granted ? count.used + 1 : count.used;
      if (granted) tables.counts.set(id, { used, until: count.until });
      return {
        granted,
        remaining: count.until > now ? Math.max(0, asked.limit - used) : 0,
        until: count.until,
      };
    },
  };
}
