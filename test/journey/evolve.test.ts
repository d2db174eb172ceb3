import { expect, test } from "vitest";
import { journeyDecider } from "../../packages/journey/src/decider.js";
import { evolveJourney } from "../../packages/journey/src/evolve.js";
import { held, noted, phone, setUp } from "./support.js";

test("the history of a journey folds to the state that is stored", async () => {
  const world = await setUp();
  const { journeyId, grant } = await held(world);
  await world.journeys.recordAsk(
    journeyId,
    { type: "contact.phone", how: "asked", channel: "phone" },
    { actor: phone, grant },
  );
  await world.journeys.record(journeyId, [noted("contact.phone", "+44 20 7946 0018")], {
    actor: phone,
    grant,
  });
  await world.journeys.reach(journeyId, { step: "told", channel: "phone" }, { actor: phone, grant });
  await world.journeys.read(grant, { actor: phone });
  await world.journeys.complete(grant, { finishJourney: true }, { actor: phone });
  const record = `journey/${journeyId}` as const;
  let state = journeyDecider.initial;
  for await (const { event } of world.ledger.history(record)) {
    state = evolveJourney(state, { type: event.type, data: event.data } as never);
  }
  expect(state).toEqual((await world.ledger.get(record)).record?.state);
  expect(state.steps).toHaveLength(1);
});
