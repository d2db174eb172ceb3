import { cleanLine, cleanText, lengthOf } from "../clean.js";
import { faulty } from "../issue.js";
import type { LongTextQuestion, TextQuestion } from "../question.js";
import { type Behaviour, fieldOf } from "./behaviour.js";

function textBehaviour(
  clean: (raw: string) => string,
  longest: number,
): Behaviour<TextQuestion | LongTextQuestion> {
  return {
    fields: (question) => [question.id],
    read(question, input) {
      const text = clean(fieldOf(input, question.id));
      const max = question.maxLength ?? longest;
      return lengthOf(text) > max ? faulty("too-long", [question.id], { max }) : { value: text || null };
    },
    write: (question, value) => ({ [question.id]: typeof value === "string" ? value : "" }),
    fits: (question, value) =>
      typeof value === "string" &&
      value !== "" &&
      clean(value) === value &&
      lengthOf(value) <= (question.maxLength ?? longest),
    lines: (_question, value) => (typeof value === "string" ? value.split("\n") : []),
  };
}

/** One line of text, at most 200 characters unless the question says otherwise. */
export const text: Behaviour<TextQuestion> = textBehaviour(cleanLine, 200);

/** Several lines of text, at most 2,000 characters unless the question says otherwise. */
export const longText: Behaviour<LongTextQuestion> = textBehaviour(cleanText, 2000);
