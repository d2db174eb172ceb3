import { type CommitOptions, type Ledger, memoryLedger, type Store } from "@throughline/core";
import type { Law } from "@throughline/core/testing";
import { afterEach, describe, expect, test, vi } from "vitest";

/** A store or vault that keeps every law but some, because somebody took the naive way. */
export interface Mutant<Port = Store> {
  readonly name: string;
  /** Laws that must find it out. */
  readonly breaks: readonly string[];
  /** True: the law finds out by waiting, so its time is made to pass quickly. */
  readonly hangs?: boolean;
  readonly make: () => Port;
}

export type Commit = Ledger["commit"];

export const tick = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

export function altered(alter: (ledger: Ledger) => Partial<Ledger>): Store {
  const store = memoryLedger();
  return { ...store, ledger: { ...store.ledger, ...alter(store.ledger) } };
}

export function committing(alter: (ledger: Ledger) => Commit): Store {
  return altered((ledger) => ({ commit: alter(ledger) }));
}

export function without(
  options: CommitOptions | undefined,
  ...names: (keyof CommitOptions)[]
): CommitOptions {
  const left = Object.entries(options ?? {}).filter(([name]) => !names.some((other) => other === name));
  return Object.fromEntries(left);
}

/** Shows that each mutant breaks the laws it names, and that each law is broken by some mutant. */
export function teeth<Port>(laws: readonly Law<Port>[], mutants: readonly Mutant<Port>[]): void {
  afterEach(() => {
    vi.useRealTimers();
  });

  describe.each(mutants)("one that $name", ({ breaks, make: fresh, hangs = false }) => {
    test.each(breaks)("breaks: %s", async (name) => {
      const law = laws.find((each) => each.name === name);
      if (!law) throw new Error(`There is no law "${name}".`);
      if (hangs) vi.useFakeTimers();
      const run = law.run(fresh()).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (hangs) await vi.advanceTimersByTimeAsync(60_000);
      expect(await run).toBeInstanceOf(Error);
    });
  });

  test("every law is broken by some of them", () => {
    const broken = new Set(mutants.flatMap((mutant) => mutant.breaks));
    expect(laws.map((law) => law.name).filter((name) => !broken.has(name))).toEqual([]);
  });
}
