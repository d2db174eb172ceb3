import { expect, test } from "vitest";
import { accepted, claimed, readResult } from "../../../packages/hub/src/operations/handoff-shapes.js";
import { held, setUp } from "../world.js";

test("a claim that failed has no room for why, and a failed check none for what is known", () => {
  expect(claimed.safeParse({ ok: false, reason: "not-found" }).success).toBe(true);
  expect(claimed.safeParse({ ok: false, reason: "expired" }).success).toBe(false);
  expect(claimed.safeParse({ ok: false, reason: "not-found", journeyId: "jrn_1" }).success).toBe(false);
  expect(accepted.safeParse({ ok: false, reason: "person-check", triesLeft: 2 }).success).toBe(true);
  expect(
    accepted.safeParse({ ok: false, reason: "person-check", triesLeft: 2, dateOfBirth: "1987-03-14" })
      .success,
  ).toBe(false);
});

test("an acceptance has the shape of a reading", async () => {
  const { json } = await held(await setUp());
  expect(accepted.parse(json)).toEqual(json);
  expect(readResult.parse(json)).toEqual(json);
  expect(readResult.safeParse({ ...json, until: "soon" }).success).toBe(false);
});
