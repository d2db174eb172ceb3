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

/** No timer fires before it is due, and when all is over none is left. */
export const timers: InvariantMaker = (violate) => ({
  name: "timers fire in their time",
  took(taken, now) {
    for (const { record, name, due } of taken) if (due > now) violate(`${name} of ${record} fired early`);
  },
  committed(commit) {
    for (const { type, data } of eventsOf(commit)) {
      if (type === "handoff.returned" && data.reason === "lease-ended" && data.by.kind !== "service")
        violate("a lease was ended by somebody");
    }
  },
});
