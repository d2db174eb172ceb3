import { answerTo, formResponseSchema } from "@throughline/forms";
import { expect, test } from "vitest";
import { answered, fact, goodInput, start, workSupport } from "./support.js";

const response = answered(start(workSupport, [fact("person.full-name", "Carys Ann Morgan")]), goodInput);

test("a response is plain JSON that its schema reads as it is", () => {
  expect(formResponseSchema.parse(JSON.parse(JSON.stringify(response)))).toEqual(response);
});

test("has at most one answer a question", () => {
  const again = answered(response, { name: { "full-name": "C. Morgan" } });
  expect(again.answers).toHaveLength(response.answers.length);
  expect(answerTo(again, "full-name")?.value).toBe("C. Morgan");
  expect(answerTo(again, "constructor")).toBeUndefined();
});

test.each(Object.keys(response))("is none without its %s", (member) => {
  const { [member]: _, ...rest } = response as unknown as Readonly<Record<string, unknown>>;
  expect(formResponseSchema.safeParse(rest).success).toBe(false);
});
