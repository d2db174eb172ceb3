import { kindOf } from "../ids.js";
import { addSeconds } from "../instant.js";
import { compareText } from "../text.js";
import { checkTake, type DueTimer, type Timers } from "../timers.js";
import type { Tables } from "./tables.js";

/** The timers of a memory ledger. */
export function timersOf(tables: Tables): Timers {
  return {
    async take(options = {}) {
      checkTake(options);
      const now = tables.now();
      const taken: DueTimer[] = [];
      const due = [...tables.timers]
        .filter(([, timer]) => timer.due <= now && (timer.leasedUntil ?? "") <= now)
        .filter(([, timer]) => options.kind === undefined || kindOf(timer.record) === options.kind)
        .sort(([a, first], [b, second]) => compareText(first.due, second.due) || compareText(a, b))
        .slice(0, options.limit ?? 100);
      for (const [id, timer] of due) {
        const lease = crypto.randomUUID();
        tables.timers.set(id, { ...timer, lease, leasedUntil: addSeconds(now, options.leaseSeconds ?? 60) });
        taken.push({ record: timer.record, name: timer.name, due: timer.due, lease });
      }
      return taken;
    },
    async done(timer) {
      const id = `${timer.record} ${timer.name}`;
      const stored = tables.timers.get(id);
      if (stored?.lease !== timer.lease || stored.due !== timer.due) return false;
      return tables.timers.delete(id);
    },
  };
}
