import type { Random } from "./random.js";

/** Everything that goes wrong in the world, and how often of a thousand times. */
const perThousand = {
  "request lost": 15,
  "request doubled": 25,
  "reply lost": 20,
  "parcel lost": 120,
  "parcel doubled": 120,
  "parcel answer lost": 80,
  "database gone before a commit": 4,
  "database gone after a commit": 4,
  "database gone at a read": 1,
  "vault gone before it answered": 4,
  "vault gone after it answered": 4,
  "log gone before it answered": 4,
  "log gone after it answered": 4,
  "mail server busy": 60,
  "mail server breaks off": 30,
  "mail server hangs": 20,
  "mail address refused": 15,
} as const;

/** One thing that goes wrong by chance. */
export type Fault = keyof typeof perThousand;

/** What goes wrong, and how often it did. */
export interface Mischief {
  /** Whether it goes wrong this time; counted if so. */
  strikes(fault: Fault): boolean;
  /** Counts something that went wrong by other means. */
  count(what: string): void;
  /** From now on nothing goes wrong. */
  rest(): void;
  /** How often each thing went wrong. */
  counts(): ReadonlyMap<string, number>;
}

/** Makes what goes wrong from chance. */
export function createMischief(random: Random): Mischief {
  const counts = new Map<string, number>();
  let isAtRest = false;
  const count = (what: string) => {
    counts.set(what, (counts.get(what) ?? 0) + 1);
  };
  return {
    strikes(fault) {
      const strikes = !isAtRest && random.chance(perThousand[fault] / 1000);
      if (strikes) count(fault);
      return strikes;
    },
    count,
    rest: () => {
      isAtRest = true;
    },
    counts: () => counts,
  };
}
