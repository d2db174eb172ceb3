import type { Broken } from "./chronicle.js";
import type { WorldResult } from "./simulate.js";

/** What many worlds came to. */
export interface Totals {
  readonly worlds: number;
  readonly journeys: number;
  readonly steps: number;
  /** How often each type of event happened. */
  readonly happened: Readonly<Record<string, number>>;
  /** How often each thing went wrong. */
  readonly faults: Readonly<Record<string, number>>;
  /** The first thing that did not hold, and the seed of the world in which it did not. */
  readonly broken?: Broken & { readonly seed: number };
}

/** Before the first world. */
export const nothing: Totals = { worlds: 0, journeys: 0, steps: 0, happened: {}, faults: {} };

function sum(one: Totals["faults"], other: Totals["faults"]): Totals["faults"] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return Object.fromEntries(names.map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
}

/** Both together. */
export function add(one: Totals, other: Totals): Totals {
  const broken = one.broken ?? other.broken;
  return {
    worlds: one.worlds + other.worlds,
    journeys: one.journeys + other.journeys,
    steps: one.steps + other.steps,
    happened: sum(one.happened, other.happened),
    faults: sum(one.faults, other.faults),
    ...(broken ? { broken } : {}),
  };
}

/** With one world more. */
export function addWorld(totals: Totals, { seed, broken, faults, happened, ...world }: WorldResult): Totals {
  const { journeys, steps } = world;
  const found = broken ? { broken: { ...broken, seed } } : {};
  const counts = { faults: Object.fromEntries(faults), happened: Object.fromEntries(happened) };
  return add(totals, { worlds: 1, journeys, steps, ...counts, ...found });
}

const listed = (counts: Totals["faults"]) =>
  Object.entries(counts).map(([name, count]) => `  ${count} × ${name}`);

/** For people to read. */
export function inWords({ worlds, journeys, steps, happened, faults }: Totals, seconds: number): string {
  const figures = `${journeys} journeys in ${worlds} worlds, ${steps} steps, ${Math.round(seconds)} s`;
  return [figures, "what went wrong:", ...listed(faults), "what happened:", ...listed(happened)].join("\n");
}

/** What does not hold, how it came to it, and how to see it again. */
export function failureInWords({ seed, invariant, what, story }: NonNullable<Totals["broken"]>): string {
  const again = `Again: THROUGHLINE_SEED=${seed} npm test -- test/simulation`;
  return [`Broken: ${invariant}: ${what}`, ...story.map((line) => `  ${line}`), again].join("\n");
}
