/** What the ratio must be: ours over peer. */
export type Goal = `>=${number}` | `<=${number}`;

/** The two sides of a comparison, set up and ready to be measured again and again. */
export interface Sides {
  /** Does one round and answers with its figure, in the comparison's unit. */
  readonly ours: () => Promise<number>;
  /** The same work, done the other way. */
  readonly peer: () => Promise<number>;
  /** Gives back what the set-up took. */
  readonly close: () => Promise<void>;
}

/** One line of a benchmark: our way beside another way, in one run, so that the machine is the same for both. */
export interface Comparison {
  /** What is compared, and with what: `commit beside a bare INSERT`. */
  readonly name: string;
  /** The unit of both figures, such as `per second` or `ms`. */
  readonly unit: string;
  readonly goal?: Goal;
  /** Sets both sides up once. */
  readonly open: () => Promise<Sides>;
}

/** What a comparison gave. */
export interface Outcome {
  readonly name: string;
  /** The median of our rounds. */
  readonly ours: number;
  /** The median of the peer's rounds. */
  readonly peer: number;
  readonly unit: string;
  /** Ours over peer. */
  readonly ratio: number;
  readonly goal?: Goal;
  /** Whether the goal was reached; true where there is none. */
  readonly held: boolean;
}

/** The figure in the middle. */
export function median(figures: readonly number[]): number {
  const sorted = figures.slice().sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Whether a ratio reaches a goal. */
export function reaches(ratio: number, goal: Goal | undefined): boolean {
  if (goal === undefined) return true;
  const bound = Number(goal.slice(2));
  return goal.startsWith(">=") ? ratio >= bound : ratio <= bound;
}

/** Does the work `times` over, one after the other, and answers how many were done in a second. */
export async function perSecond(times: number, work: (turn: number) => unknown): Promise<number> {
  const begun = performance.now();
  for (let turn = 0; turn < times; turn += 1) await work(turn);
  return (times * 1000) / (performance.now() - begun);
}

/**
 * Measures both sides in turn, each going first every other round, after one round that does not count.
 *
 * @param rounds - How many rounds count. At least 5.
 */
export async function compare(comparison: Comparison, rounds = 5): Promise<Outcome> {
  if (rounds < 5) throw new RangeError("A comparison takes at least five rounds.");
  const { name, unit, goal } = comparison;
  const sides = await comparison.open();
  const figures = { ours: [] as number[], peer: [] as number[] };
  try {
    for (let round = 0; round <= rounds; round += 1) {
      for (const side of round % 2 === 0 ? (["ours", "peer"] as const) : (["peer", "ours"] as const)) {
        const figure = await sides[side]();
        if (round > 0) figures[side].push(figure);
      }
    }
  } finally {
    await sides.close();
  }
  const [ours, peer] = [median(figures.ours), median(figures.peer)];
  const ratio = ours / peer;
  return { name, ours, peer, unit, ratio, ...(goal && { goal }), held: reaches(ratio, goal) };
}
