import { canonicalize } from "@throughline/core";
import { type Comparison, perSecond } from "../support/comparison.js";

const event = {
  type: "journey.fact-recorded",
  subject: "p_4f1c",
  data: {
    fact: { type: "address.current", value: { lines: ["1 High Street"], town: "Cardiff", country: "GB" } },
    source: { party: "person", channel: "web", organisation: "work-and-careers" },
  },
  version: 12,
};

/** What canonical order costs over plain JSON, which is not stable and so cannot be hashed. */
export const comparisons: readonly Comparison[] = [
  {
    name: "canonicalize an event beside JSON.stringify",
    unit: "per second",
    open: async () => ({
      ours: () => perSecond(20_000, () => canonicalize(event)),
      peer: () => perSecond(20_000, () => JSON.stringify(event)),
      close: async () => {},
    }),
  },
];
