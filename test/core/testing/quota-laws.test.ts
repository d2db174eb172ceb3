import { memoryLedger, type Quota, type Store } from "@throughline/core";
import { quotaLaws } from "../../../packages/core/src/testing/quota-laws.js";
import { type Mutant, teeth, tick } from "./support.js";

const countsLate: Mutant = {
  name: "reads a quota's count, then writes it",
  breaks: [
    "a quota never grants more than its limit, whatever the concurrency",
    "a quota of one grants once",
  ],
  make: () => {
    const counts = new Map<string, number>();
    const take: Store["quota"]["take"] = async (key, { limit, until }) => {
      const used = counts.get(String(key)) ?? 0;
      await tick();
      if (used < limit) counts.set(String(key), used + 1);
      return { granted: used < limit, remaining: Math.max(0, limit - used - 1), until };
    };
    return { ...memoryLedger(), quota: { take } };
  },
};

function limiting(alter: (quota: Quota) => Quota["take"]): Store {
  const store = memoryLedger();
  return { ...store, quota: { take: alter(store.quota) } };
}

const movesTheEnd: Mutant = {
  name: "starts a count anew at every new end",
  breaks: ["a count ends when its first grant said, then starts anew"],
  make: () => limiting((quota) => (key, limit) => quota.take([String(key), limit.until], limit)),
};

const alwaysOne: Mutant = {
  name: "always grants at least one",
  breaks: ["a limit of nothing and a count that is over grant nothing"],
  make: () =>
    limiting(
      (quota) =>
        (key, { limit, until }) =>
          quota.take(key, { limit: Math.max(limit, 1), until }),
    ),
};

const joinsKeys: Mutant = {
  name: "joins the parts of a key",
  breaks: ["keys are told apart, however they are put together"],
  make: () => limiting((quota) => (key, limit) => quota.take([key].flat().join(""), limit)),
};

const clampsLimits: Mutant = {
  name: "makes do with a limit that means nothing",
  breaks: ["take refuses a limit that means nothing"],
  make: () =>
    limiting((quota) => async (key, limit) => {
      try {
        return await quota.take(key, limit);
      } catch {
        return { granted: false, remaining: 0, until: limit.until };
      }
    }),
};

teeth(quotaLaws, [countsLate, movesTheEnd, alwaysOne, joinsKeys, clampsLimits]);
