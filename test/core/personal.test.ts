import { isErased, personal, reveal } from "@throughline/core";
import { expect, test } from "vitest";
import { refusal } from "./support.js";

test("personal data is marked with its subject and read through reveal", () => {
  const marked = personal("p-1", { town: "Bangor" });
  expect(marked).toEqual({ "~personal": "p-1", value: { town: "Bangor" } });
  expect([isErased(marked), reveal(marked)]).toEqual([false, { town: "Bangor" }]);
  expect(reveal(personal("p-1", false))).toBe(false);
});

test("what was erased is refused, without saying whose it was", async () => {
  const erased = { "~erased": "p-1" } as const;
  expect(isErased(erased)).toBe(true);
  const error = await refusal(() => reveal(erased));
  expect([error.code, error.details]).toEqual(["core/erased", {}]);
});
