import type { Ledger } from "@throughline/core";
import { expect, test } from "vitest";
import { codeOf, held, phone, phone2, setUp } from "./support.js";

test("consent withdrawn between look and commit withholds: it is read again", async () => {
  let withdraw = async () => {};
  const around = (ledger: Ledger): Ledger => ({
    ...ledger,
    async commit(changes, options) {
      if (changes.some(({ events }) => events.some(({ type }) => type === "journey.read"))) {
        const act = withdraw;
        withdraw = async () => {};
        await act();
      }
      return await ledger.commit(changes, options);
    },
  });
  const world = await setUp({ around });
  await world.agree();
  const { grant } = await held(world);
  withdraw = world.withdraw;
  const { projection } = await world.journeys.read(grant, { actor: phone });
  expect(projection.facts.map(({ type }) => type)).not.toContain("housing.situation");
});

test("what cannot be recorded is not shown", async () => {
  let isDown = false;
  const around = (ledger: Ledger): Ledger => ({
    ...ledger,
    commit: (changes, options) =>
      isDown ? Promise.reject(new Error("down")) : ledger.commit(changes, options),
  });
  const world = await setUp({ around });
  const { grant } = await held(world);
  isDown = true;
  await expect(world.journeys.read(grant, { actor: phone })).rejects.toThrow("down");
});

test("a colleague does not read with the holder's grant", async () => {
  const world = await setUp();
  const { grant } = await held(world);
  expect(await codeOf(world.journeys.read(grant, { actor: phone2 }))).toBe("journey/not-yours");
});
