import type { Actor, Quota } from "@throughline/core";
import { formatSpokenCode } from "@throughline/journey";
import { describe, expect, test } from "vitest";
import { codeTries, officerBudgets } from "../../packages/journey/src/tries.js";
import {
  begin,
  call,
  claimed,
  codeOf,
  counting,
  offerTo,
  person,
  phone,
  setUp,
  wrongCode,
} from "./support.js";

const officer = (index: number): Actor => ({ ...phone, id: `s-${index}` });

/** Reads, waits and writes: what a counter must not do. */
function naiveQuota(): Quota {
  const counts = new Map<string, number>();
  return {
    async take(key, { limit, until }) {
      const used = counts.get(String(key)) ?? 0;
      await new Promise((resolve) => setTimeout(resolve, 30));
      if (used < limit) counts.set(String(key), used + 1);
      return { granted: used < limit, remaining: Math.max(0, limit - used - 1), until };
    },
  };
}

async function guess(quotaOf: (quota: Quota) => Quota) {
  const { count, quota } = counting(quotaOf((await setUp()).ledger.quota), "code-tries");
  const world = await setUp({ quota });
  const journeyId = await begin(world);
  const { code } = await world.journeys.offer(journeyId, offerTo(), { actor: person });
  const results = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      world.journeys.claim(
        { code: wrongCode(code, index + 1), presence: call, claimId: `g-${index}` },
        { actor: officer(index) },
      ),
    ),
  );
  return { world, code, results, count };
}

describe("guessing one code", () => {
  test("200 guesses at once, by 200 officers: exactly five are evaluated, and the code is dead", async () => {
    const { world, code, results, count } = await guess((quota) => quota);
    expect(count.granted).toBe(codeTries);
    expect(results.every((result) => !result.ok && result.reason === "not-found")).toBe(true);
    const right = await world.journeys.claim(
      { code, presence: call, claimId: "right" },
      { actor: officer(999) },
    );
    expect(right).toEqual({ ok: false, reason: "not-found" });
  });

  test("with a counter that is read before it is written, the same guesses are all evaluated", async () => {
    const { count } = await guess(naiveQuota);
    expect(count.granted).toBeGreaterThan(codeTries);
  });

  test("four wrong guesses leave the right one", async () => {
    const world = await setUp();
    const { code } = await world.journeys.offer(await begin(world), offerTo(), { actor: person });
    for (const by of [1, 2, 3, 4]) {
      await world.journeys.claim(
        { code: wrongCode(code, by), presence: call, claimId: `g-${by}` },
        { actor: officer(by) },
      );
    }
    expect(await claimed(world, code)).toBeDefined();
  });

  test("tries are counted for the life of the code, and anew for a new one", async () => {
    const world = await setUp();
    const journeyId = await begin(world);
    const first = await world.journeys.offer(journeyId, offerTo(), { actor: person });
    for (const by of [1, 2, 3, 4, 5]) {
      await world.journeys.claim(
        { code: wrongCode(first.code, by), presence: call, claimId: `h-${by}` },
        { actor: officer(500 + by) },
      );
    }
    world.wait(23 * 3600);
    expect(
      (
        await world.journeys.claim(
          { code: first.code, presence: call, claimId: "late" },
          { actor: officer(600) },
        )
      ).ok,
    ).toBe(false);
    const again = await world.journeys.reissueCode(first.handoffId, { actor: person });
    expect(await claimed(world, again.code)).toBeDefined();
  });

  test("digits that fail their check cost nothing", async () => {
    const { count, quota } = counting((await setUp()).ledger.quota, "officer-tries");
    const world = await setUp({ quota });
    const { code } = await world.journeys.offer(await begin(world), offerTo(), { actor: person });
    const mistyped = `${code.slice(0, -1)}${(Number(code.slice(-1)) + 1) % 10}`;
    for (let round = 0; round < 50; round += 1) {
      const claim = { presence: call, claimId: `m-${round}` };
      expect(await codeOf(world.journeys.claim({ ...claim, code: mistyped }, { actor: phone }))).toBe(
        "journey/code-check",
      );
      expect(await codeOf(world.journeys.claim({ ...claim, code: "1234" }, { actor: phone }))).toBe(
        "journey/code-malformed",
      );
    }
    expect(count.granted).toBe(0);
    expect(await claimed(world, code)).toBeDefined();
  });
});

describe("one officer trying many locators", () => {
  const tryLocator = (world: Awaited<ReturnType<typeof setUp>>, index: number) =>
    codeOf(
      world.journeys.claim(
        {
          code: formatSpokenCode({ locator: String(index).padStart(4, "0"), secret: "000000" }),
          presence: call,
          claimId: `l-${index}`,
        },
        { actor: phone },
      ),
    );

  test("200 at once: exactly the budget is evaluated, known or not", async () => {
    const { count, quota } = counting((await setUp()).ledger.quota, "code-tries");
    const world = await setUp({ quota });
    const results = await Promise.all(Array.from({ length: 200 }, (_, index) => tryLocator(world, index)));
    expect(results.filter((result) => result === "accepted")).toHaveLength(5);
    expect(results.filter((result) => result === "journey/locked")).toHaveLength(195);
    expect(count.granted).toBe(5);
  });

  test("over a shift, twenty", async () => {
    const world = await setUp();
    let evaluated = 0;
    for (let index = 0; index < 48; index += 1) {
      if ((await tryLocator(world, index)) === "accepted") evaluated += 1;
      if (index % 6 === 5) world.wait(601);
    }
    expect(evaluated).toBe(officerBudgets[1].limit);
  });

  test("a busy officer is not locked out by codes that were right", async () => {
    const world = await setUp();
    for (let index = 0; index < 30; index += 1) {
      const { code } = await world.journeys.offer(await begin(world), offerTo(), { actor: person });
      expect(await claimed(world, code, { claimId: `b-${index}` })).toBeDefined();
    }
    for (let index = 0; index < 5; index += 1) expect(await tryLocator(world, index)).toBe("accepted");
    expect(await tryLocator(world, 6)).toBe("journey/locked");
  });
});
