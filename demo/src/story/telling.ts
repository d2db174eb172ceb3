import { factType } from "@throughline/core";

/** Tells a story on a terminal and keeps count of what failed. */
export interface Teller {
  /** Begins a step. */
  step(title: string): void;
  /** Says something about it. */
  say(line: string): void;
  /** Tells a check either way, and counts it where it fails. */
  check(what: string, isSo: boolean): void;
  /** What failed. */
  readonly failures: readonly string[];
}

/** A teller that prints. */
export function createTeller(print: (line: string) => void): Teller {
  const failures: string[] = [];
  return {
    failures,
    step: (title) => print(`\n== ${title}`),
    say: (line) => print(`   ${line}`),
    check(what, isSo) {
      print(`   ${isSo ? "✓" : "✗"} ${what}`);
      if (!isSo) failures.push(what);
    },
  };
}

/** Fact types in words. */
export function titles(types: readonly string[]): string {
  return types.length === 0
    ? "nothing"
    : types.map((type) => factType(type).title.en.toLowerCase()).join(", ");
}
