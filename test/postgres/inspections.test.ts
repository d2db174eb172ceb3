import { expect, test } from "vitest";
import { inspections } from "../../packages/postgres/src/inspections.js";
import { attacks } from "./attacks/all.js";

test("every fault that an inspection can name is met in the table of attacks", () => {
  const met = new Set(attacks.flatMap(({ says }) => (says.tables ?? "").split(" ")));
  met.delete("");
  expect([...met].sort()).toEqual(Object.keys(inspections).sort());
});
