import { type AnswerValue, type Condition, evaluate, reads, type Truth } from "@throughline/forms";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const t: Condition = { question: "t", is: "equals", value: true };
const f: Condition = { question: "f", is: "equals", value: true };
const u: Condition = { question: "u", is: "equals", value: true };
const answers = new Map<string, AnswerValue>([
  ["t", true],
  ["f", false],
]);
const truth = (condition: Condition) => evaluate(condition, (question) => answers.get(question));

describe("three truth values, after Kleene", () => {
  test.each<[Condition, Condition, Truth, Truth]>([
    [t, t, true, true],
    [t, f, false, true],
    [t, u, "unknown", true],
    [f, t, false, true],
    [f, f, false, false],
    [f, u, false, "unknown"],
    [u, t, "unknown", true],
    [u, f, false, "unknown"],
    [u, u, "unknown", "unknown"],
  ])("%j, %j: all %s, any %s", (a, b, all, any) => {
    expect(truth({ all: [a, b] })).toBe(all);
    expect(truth({ any: [a, b] })).toBe(any);
  });

  test("not", () => {
    expect([t, f, u].map((not) => truth({ not }))).toEqual([false, true, "unknown"]);
  });

  const clauses = ["equals", "not-equals"] as const;
  test("de Morgan holds, and an answer never turns what was certain", () => {
    const leaf = fc.record({
      question: fc.constantFrom("a", "b", "c"),
      is: fc.constantFrom(...clauses),
      value: fc.constantFrom("x", "y"),
    });
    const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.record({ all: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }) }),
        fc.record({ any: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }) }),
        fc.record({ not: tie("condition") }),
      ),
    }));
    const given = fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom("x", "y", null));
    fc.assert(
      fc.property(condition, condition, given, fc.constantFrom("x", "y", null), (a, b, some, last) => {
        const read = (question: string) => (Object.hasOwn(some, question) ? some[question] : undefined);
        expect(evaluate({ not: { all: [a, b] } }, read)).toBe(
          evaluate({ any: [{ not: a }, { not: b }] }, read),
        );
        const before = evaluate(a, read);
        const after = evaluate(a, (question) => read(question) ?? (question === "c" ? last : read(question)));
        expect(after).toBe(before === "unknown" ? after : before);
      }),
    );
  });
});

describe("one clause", () => {
  const read = (value: AnswerValue | undefined) => () => value;
  test.each<[Condition, AnswerValue | undefined, Truth]>([
    [{ question: "q", is: "equals", value: "a" }, "a", true],
    [{ question: "q", is: "equals", value: "a" }, "b", false],
    [{ question: "q", is: "equals", value: "a" }, null, false],
    [{ question: "q", is: "equals", value: true }, "true", false],
    [{ question: "q", is: "not-equals", value: "a" }, "a", false],
    [{ question: "q", is: "not-equals", value: "a" }, "b", true],
    [{ question: "q", is: "not-equals", value: "a" }, null, true],
    [{ question: "q", is: "not-equals", value: "a" }, undefined, "unknown"],
    [{ question: "q", is: "one-of", value: ["a", "b"] }, "b", true],
    [{ question: "q", is: "one-of", value: ["a", "b"] }, "c", false],
    [{ question: "q", is: "one-of", value: ["a"] }, undefined, "unknown"],
    [{ question: "q", is: "answered" }, false, true],
    [{ question: "q", is: "answered" }, null, false],
    [{ question: "q", is: "answered" }, undefined, "unknown"],
  ])("%j of %j is %s", (condition, value, expected) => {
    expect(evaluate(condition, read(value))).toBe(expected);
  });

  test("reads names each question once", () => {
    expect(reads({ all: [t, { any: [f, { not: t }] }, { question: "z", is: "answered" }] })).toEqual([
      "t",
      "f",
      "z",
    ]);
  });
});
