import { conditionSchema } from "@throughline/forms";
import { expect, test } from "vitest";

const clause = { question: "a", is: "answered" };

test.each([
  clause,
  { question: "a-1", is: "equals", value: true },
  { question: "a", is: "not-equals", value: "x" },
  { question: "a", is: "one-of", value: ["x", false] },
  { all: [clause] },
  { any: [clause, { not: { all: [clause] } }] },
])("%j is a condition", (condition) => {
  expect(conditionSchema.parse(condition)).toEqual(condition);
});

test.each([
  null,
  "a == 1",
  {},
  { question: "a" },
  { question: "a", is: "equals" },
  { question: "a", is: "equals", value: 1 },
  { question: "a", is: "answered", value: true },
  { question: "a", is: "one-of", value: [] },
  { question: "a", is: "matches", value: ".*" },
  { question: "A", is: "answered" },
  { question: "a--b", is: "answered" },
  { question: "__proto__", is: "answered" },
  { all: [] },
  { all: clause },
  { all: [clause], any: [clause] },
  { not: [clause] },
])("%j is none", (condition) => {
  expect(conditionSchema.safeParse(condition).success).toBe(false);
});
