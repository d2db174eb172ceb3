import { type Ledger, LedgerError, type LedgerErrorCode, recordOf } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { begin, claimed, codeOf, held, offerTo, person, setUp } from "./support.js";

/** Two offers that have ended, the first of them on a record that answers with an error. */
async function withOneThatFails(code: LedgerErrorCode) {
  const failing = { record: "" };
  const around = (ledger: Ledger): Ledger => ({
    ...ledger,
    get: async (record) => {
      if (record === failing.record) throw new LedgerError(code);
      return await ledger.get(record);
    },
  });
  const world = await setUp({ around });
  const journeyIds = [await begin(world), await begin(world)] as const;
  const [first] = await Promise.all(
    journeyIds.map((id, at) => world.journeys.offer(id, offerTo({ ttlSeconds: 60 + at }), { actor: person })),
  );
  failing.record = recordOf("handoff", first?.handoffId ?? "");
  world.wait(100);
  const told = await codeOf(world.journeys.runTimers(world.ledger.timers));
  failing.record = "";
  const { handoffs } = await world.journeys.get(journeyIds[1], { actor: person });
  return { told, other: handoffs[0]?.status };
}

describe("the passing of time", () => {
  const statusOf = async (world: Awaited<ReturnType<typeof setUp>>, journeyId: string) =>
    (await world.journeys.get(journeyId, { actor: person })).handoffs.map(({ status }) => status);

  test("ends an offer at its end and not before", async () => {
    const world = await setUp();
    const journeyId = await begin(world);
    await world.journeys.offer(journeyId, offerTo({ ttlSeconds: 60 }), { actor: person });
    world.wait(59);
    expect(await world.journeys.runTimers(world.ledger.timers)).toBe(0);
    world.wait(1);
    expect(await world.journeys.runTimers(world.ledger.timers)).toBe(1);
    expect(await statusOf(world, journeyId)).toEqual(["expired"]);
    expect(await world.journeys.runTimers(world.ledger.timers)).toBe(0);
  });

  test("a claim that lapses after the end of its offer has expired", async () => {
    const world = await setUp();
    const journeyId = await begin(world);
    const { code } = await world.journeys.offer(journeyId, offerTo({ ttlSeconds: 60 }), { actor: person });
    world.wait(59);
    await claimed(world, code);
    world.wait(600);
    await world.journeys.runTimers(world.ledger.timers);
    expect(await statusOf(world, journeyId)).toEqual(["expired"]);
  });

  test("a lease that runs out gives the handoff back", async () => {
    const world = await setUp();
    const { journeyId } = await held(world);
    world.wait(14_400);
    await world.journeys.runTimers(world.ledger.timers);
    expect(await statusOf(world, journeyId)).toEqual(["returned"]);
    const last = (await world.journeys.timeline(journeyId, { actor: person })).at(-1);
    expect(last).toMatchObject({
      what: "handoff.returned",
      reason: "lease-ended",
      by: { id: "journey-timers" },
    });
  });

  test("many workers at once, and one that died, do each thing once", async () => {
    const world = await setUp();
    const journeyId = await begin(world);
    await world.journeys.offer(journeyId, offerTo({ ttlSeconds: 60 }), { actor: person });
    world.wait(61);
    await world.ledger.timers.take({ kind: "handoff", leaseSeconds: 1 });
    world.wait(2);
    await Promise.all([1, 2, 3].map(() => world.journeys.runTimers(world.ledger.timers)));
    const expired = (await world.journeys.timeline(journeyId, { actor: person })).filter(
      ({ what }) => what === "handoff.expired",
    );
    expect(expired).toHaveLength(1);
  });

  test("a record that cannot be dealt with keeps no other from its turn, and is told", async () => {
    for (const code of ["ledger/corrupt", "ledger/newer-law"] as const) {
      expect(await withOneThatFails(code)).toEqual({ told: code, other: "expired" });
    }
  });

  test("where nothing can be reached, nothing more is tried", async () => {
    expect(await withOneThatFails("ledger/unavailable")).toEqual({
      told: "ledger/unavailable",
      other: "offered",
    });
  });
});
