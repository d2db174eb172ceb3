import type { AnswerValue } from "./answer-value.js";
import type { Language } from "./language.js";
import type { Question } from "./question.js";
import { behaviourOf } from "./questions/behaviours.js";
import { words } from "./words.js";

/** An answer as a person reads it, line by line: 27 March 2007; the option's own words; an address as on an envelope. */
export function answerLines(question: Question, value: AnswerValue, language: Language): readonly string[] {
  return value === null
    ? [words.notAnswered[language]]
    : behaviourOf(question).lines(question, value, language);
}

/** An answer in one line, as it is said. */
export function answerInLine(question: Question, value: AnswerValue, language: Language): string {
  return answerLines(question, value, language).join(", ");
}
