/** What was seen of one operation, in microseconds. */
export interface Figures {
  readonly p50: number;
  readonly p99: number;
  /** How many times it was measured. */
  readonly times: number;
}

/** The figure below which so much of all figures lies: `part` of 0.99 is the 99th percentile. */
export function percentile(figures: readonly number[], part: number): number {
  const sorted = figures.slice().sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** How long the work takes, in microseconds. */
export async function microseconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) * 1000;
}

/** The figures in short. */
export function figuresOf(times: readonly number[]): Figures {
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), times: times.length };
}
