import type { AnswerValue } from "@throughline/forms";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { behaviourOf, fitsQuestion, readFields } from "../../../packages/forms/src/questions/behaviours.js";
import { today, workSupport } from "../support.js";

const questions = [...workSupport.questions.values()].map(({ question }) => question);
const values = fc.oneof<fc.Arbitrary<AnswerValue>[]>(
  fc.string(),
  fc.boolean(),
  fc.constantFrom("settled", "temporary", "2001-02-28", "1999-12-31"),
  fc.record({
    lines: fc.array(fc.constantFrom("4 Mill Lane", "Uplands"), { minLength: 1, maxLength: 2 }),
    town: fc.constant("Swansea"),
    postcode: fc.constantFrom("SA1 1AA", "EC1A 1BB"),
    country: fc.constant("GB" as const),
  }),
);

describe("every type of question", () => {
  test.each(questions.map((question) => [question.type, question] as const))(
    "%s reads back what it writes",
    (_type, question) => {
      let fitted = 0;
      fc.assert(
        fc.property(values, (value) => {
          if (!fitsQuestion(question, value)) return;
          fitted += 1;
          expect(readFields(question, behaviourOf(question).write(question, value), today)).toEqual({
            value,
          });
        }),
        { numRuns: 500 },
      );
      expect(fitted).toBeGreaterThan(10);
    },
  );

  test.each(questions.map((question) => [question.type, question] as const))(
    "%s writes every field, also of nothing",
    (_type, question) => {
      const behaviour = behaviourOf(question);
      expect(Object.keys(behaviour.write(question, null)).sort()).toEqual(
        [...behaviour.fields(question)].sort(),
      );
      expect(Object.values(behaviour.write(question, null)).join("")).toBe("");
    },
  );
});
