import { describe, expect, test } from "vitest";
import { handoffDecider } from "../../packages/journey/src/handoff-decider.js";
import { evolveHandoff } from "../../packages/journey/src/handoff-evolve.js";
import { held, phone, setUp } from "./support.js";

describe("the history of a handoff", () => {
  test("folds to the state that is stored", async () => {
    const world = await setUp();
    const { grant } = await held(world);
    await world.journeys.complete(grant, {}, { actor: phone });
    const record = `handoff/${grant.handoff}` as const;
    let state = handoffDecider.initial;
    for await (const { event } of world.ledger.history(record)) {
      state = evolveHandoff(state, { type: event.type, data: event.data } as never);
    }
    expect(state).toEqual((await world.ledger.get(record)).record?.state);
    expect(state).toMatchObject({ status: "completed", epoch: 2 });
  });
});
