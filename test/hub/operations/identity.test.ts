import { expect, test } from "vitest";
import { person, phone, setUp } from "../world.js";

test("everybody learns who they are, as the token says", async () => {
  const { get } = await setUp();
  expect((await get(person, "/identity")).json).toEqual(person);
  expect((await get(phone, "/identity")).json).toEqual(phone);
});
