import { expect, test } from "vitest";
import * as z from "zod";
import { plain, several, special } from "../../../packages/core/src/catalogue/fact-type.js";

test("a type is plain until it is said to be sensitive or one of many", () => {
  const schema = z.string();
  const type = plain("a.b", "A", "B", schema);
  expect(type).toEqual({
    id: "a.b",
    title: { en: "A", cy: "B" },
    schema,
    sensitivity: "standard",
    mergeClass: "single",
  });
  expect(special(type)).toEqual({ ...type, sensitivity: "special-category" });
  expect(several(special(type))).toEqual({ ...type, sensitivity: "special-category", mergeClass: "append" });
  expect(plain("a.b", "A", "B", schema, "https://schema.org/name").vocabulary).toBe(
    "https://schema.org/name",
  );
});
