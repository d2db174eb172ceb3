import type { RecordId, Timer } from "@throughline/core";
import { eventsOf, type InvariantMaker } from "../invariant.js";

interface Count {
  readonly used: number;
  readonly until: string;
}

/** No quota is ever exceeded, by a count of one's own. */
export const quotas: InvariantMaker = (violate) => {
  const counts = new Map<string, Count>();
  return {
    name: "quotas hold",
    granted(key, limit, until, now) {
      const known = counts.get(key);
      const count = known && known.until > now ? known : { used: 0, until };
      counts.set(key, { ...count, used: count.used + 1 });
      if (count.used + 1 > limit) violate(`${count.used + 1} of ${limit}`);
    },
  };
};

/** No timer fires before it is due, and each that was not taken back fires at least once. */
export const timers: InvariantMaker = (violate) => {
  const waiting = new Map<RecordId, readonly Timer[]>();
  return {
    name: "timers fire in their time",
    took(taken, now) {
      for (const { record, name, due } of taken) {
        if (due > now) violate(`${name} of ${record} fired early`);
        const others = waiting.get(record)?.filter((timer) => timer.name !== name || timer.due !== due);
        if (others) waiting.set(record, others);
      }
    },
    committed(commit) {
      for (const { record, timers: set } of commit.changes) waiting.set(record, set);
      for (const { type, data } of eventsOf(commit)) {
        if (type === "handoff.returned" && data.reason === "lease-ended" && data.by.kind !== "service")
          violate("a lease was ended by somebody");
      }
    },
    async atRest() {
      for (const [record, timers] of waiting)
        for (const { name, due } of timers) violate(`${name} of ${record} was due at ${due} and never fired`);
    },
  };
};
