import { ledgerLaws, quotaLaws, timersLaws } from "@throughline/core/testing";
import { afterEach, describe, expect, test, vi } from "vitest";
import { locksInAnyOrder, mutants } from "./mutants.js";

const laws = new Map([...ledgerLaws, ...timersLaws, ...quotaLaws].map((law) => [law.name, law]));

function lawNamed(name: string) {
  const law = laws.get(name);
  if (!law) throw new Error(`There is no law "${name}".`);
  return law;
}

describe.each(mutants)("a store that $name", ({ breaks, make }) => {
  test.each(breaks)("breaks: %s", async (name) => {
    await expect(lawNamed(name).run(make())).rejects.toBeInstanceOf(Error);
  });
});

describe("a store that locks in any order", () => {
  afterEach(() => vi.useRealTimers());

  test.each(locksInAnyOrder.breaks)("breaks: %s", async (name) => {
    vi.useFakeTimers();
    const outcome = expect(lawNamed(name).run(locksInAnyOrder.make())).rejects.toThrow("not done after");
    await vi.advanceTimersByTimeAsync(60_000);
    await outcome;
  });
});
