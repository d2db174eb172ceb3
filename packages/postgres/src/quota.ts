import { checkQuota, LedgerError, type Quota, type QuotaGrant, quotaKey } from "@throughline/core";
import type { Row } from "./driver.js";
import type { Workbench } from "./workbench.js";

/** Quotas as counted rows. A grant whose reply was lost stays taken: more would be given away otherwise. */
export function quotaOf(bench: Workbench): Quota {
  return {
    async take(key, asked) {
      checkQuota(asked);
      const [row] = await bench.ask<Row & QuotaGrant>("takeQuota", [quotaKey(key), asked.limit, asked.until]);
      if (!row) throw new LedgerError("ledger/unavailable");
      return { granted: row.granted, remaining: row.remaining, until: row.until };
    },
  };
}
