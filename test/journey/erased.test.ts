import { type Ledger, LedgerError, verifyRecord } from "@throughline/core";
import { createJourneys } from "@throughline/journey";
import { describe, expect, test } from "vitest";
import { opening } from "../support/store.js";
import {
  begin,
  claimed,
  codeOf,
  held,
  noted,
  offerTo,
  organisation,
  p1,
  person,
  phone,
  said,
  secretPepper,
  setUp,
  story,
  visitor,
  type World,
} from "./support.js";

async function world() {
  const { vault, open } = opening();
  const opened = await setUp({ open });
  await opened.agree();
  return { vault, world: opened };
}

async function consistent({ ledger }: World): Promise<void> {
  const records = new Set<`${string}/${string}`>();
  for await (const { record } of ledger.follow()) records.add(record);
  for (const record of records) expect((await verifyRecord(ledger, record)).verdict).toBe("consistent");
}

describe("a person who is erased", () => {
  test("while the journey is open: it is there without its facts, and takes no new ones", async () => {
    const { vault, world: w } = await world();
    const { journeys } = w;
    const journeyId = await begin(w);
    await vault.destroy(person.id);
    const view = await journeys.get(journeyId, { actor: person });
    expect([view.status, view.facts, Object.values(view.candidates).flat()]).toEqual(["open", [], []]);
    expect((await journeys.timeline(journeyId, { actor: person })).map(({ what }) => what)).toEqual([
      "journey.started",
      "journey.recorded",
    ]);
    expect(await codeOf(journeys.record(journeyId, story, { actor: person }))).toBe("core/erased");
    expect(await codeOf(begin(w))).toBe("core/erased");
    const ask = { type: "work.history", how: "asked", channel: "web" } as const;
    expect(await codeOf(journeys.recordAsk(journeyId, ask, { actor: person }))).toBe("accepted");
    expect(await codeOf(journeys.reach(journeyId, { step: "a", channel: "web" }, { actor: person }))).toBe(
      "accepted",
    );
    expect(await codeOf(journeys.offer(journeyId, offerTo(), { actor: person }))).toBe("core/erased");
    expect(await codeOf(journeys.finish(journeyId, { actor: person }))).toBe("accepted");
    await consistent(w);
  });

  test("while an offer waits: it can be claimed, the person cannot be checked, and it can be taken back or ends", async () => {
    const { vault, world: w } = await world();
    const { journeys } = w;
    const journeyId = await begin(w);
    const { handoffId, code } = await journeys.offer(journeyId, offerTo(), { actor: person });
    await vault.destroy(person.id);
    const { audience } = offerTo();
    expect((await journeys.queue(audience, {}, { actor: phone })).tickets).toHaveLength(1);
    const grant = await claimed(w, code);
    expect(await journeys.accept(grant, p1, { actor: phone })).toMatchObject({ ok: false });
    expect(await codeOf(journeys.decline(grant, "no_capacity", { actor: phone }))).toBe("accepted");
    expect((await journeys.get(journeyId, { actor: person })).handoffs[0]?.status).toBe("declined");
    expect(await codeOf(journeys.reissueCode(handoffId, { actor: person }))).toBe("journey/wrong-state");
    await consistent(w);
  });

  test("while an officer holds the journey: nothing is shown, nothing new is written, and it can be closed", async () => {
    const { vault, world: w } = await world();
    const { journeys } = w;
    const { grant, journeyId } = await held(w);
    await vault.destroy(person.id);
    expect(await codeOf(journeys.read(grant, { actor: phone }))).toBe("core/erased");
    const fact = [noted("work.history", "Anew")];
    expect(await codeOf(journeys.record(journeyId, fact, { actor: phone, grant }))).toBe("core/erased");
    expect(
      await codeOf(journeys.reach(journeyId, { step: "a", channel: "phone" }, { actor: phone, grant })),
    ).toBe("accepted");
    expect(await codeOf(journeys.return(grant, "not-eligible-here", { actor: phone }))).toBe("accepted");
    await consistent(w);
  });

  test("while timers run: they end what is due, hers and others'", async () => {
    const { vault, world: w } = await world();
    const { journeys, ledger } = w;
    const journeyId = await begin(w);
    await journeys.offer(journeyId, offerTo(), { actor: person });
    const other = { ...person, id: "p-2" };
    const others = await begin(w, other);
    await journeys.offer(others, offerTo(), { actor: other });
    await vault.destroy(person.id);
    w.wait(30 * 86_400);
    expect(await journeys.runTimers(ledger.timers)).toBe(2);
    for (const [id, actor] of [
      [journeyId, person],
      [others, other],
    ] as const)
      expect((await journeys.get(id, { actor })).handoffs[0]?.status).toBe("expired");
    await consistent(w);
  });

  test("while one record cannot be read: the others' timers run all the same, and the failure is told", async () => {
    const { vault, world: w } = await world();
    const { journeys, ledger, consent } = w;
    const ends = await Promise.all(
      ["p-2", "p-3", "p-4"].map(async (id) => {
        const actor = { ...person, id };
        const journeyId = await begin(w, actor);
        const { handoffId } = await journeys.offer(journeyId, offerTo(), { actor });
        return { journeyId, actor, record: `handoff/${handoffId}` };
      }),
    );
    w.wait(30 * 86_400);
    const unreadable: Ledger = {
      ...ledger,
      get: async (record) => {
        if (record === ends[0]?.record) throw new LedgerError("ledger/corrupt");
        return await ledger.get(record);
      },
    };
    const worker = createJourneys({
      ledger: unreadable,
      quota: ledger.quota,
      consent,
      organisation,
      pepper: () => secretPepper,
    });
    expect(await codeOf(worker.runTimers(ledger.timers))).toBe("ledger/corrupt");
    const statuses = await Promise.all(
      ends.map(
        async ({ journeyId, actor }) => (await journeys.get(journeyId, { actor })).handoffs[0]?.status,
      ),
    );
    expect(statuses).toEqual(["offered", "expired", "expired"]);
    expect(await vault.find("p-2")).toBeDefined();
  });

  test("who was nobody yet: the journey's own key is destroyed, and what was told after sign-in stays", async () => {
    const { vault, world: w } = await world();
    const { journeys } = w;
    const journeyId = await begin(w, visitor);
    await journeys.bind(journeyId, person.id, { actor: visitor });
    await journeys.record(journeyId, [said("contact.phone", "01248 000000")], { actor: person });
    await vault.destroy(journeyId);
    expect((await journeys.get(journeyId, { actor: person })).facts.map(({ type }) => type)).toEqual([
      "contact.phone",
    ]);
    await consistent(w);
  });
});
