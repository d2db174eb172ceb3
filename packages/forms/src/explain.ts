import type { Clause, Comparand, Condition } from "./condition.js";
import { type Form, questionOf } from "./form.js";
import { answerInLine } from "./format.js";
import type { Language } from "./language.js";

/** The words of conditions in one language. */
interface ConditionWords {
  readonly equals: (question: string, value: string) => string;
  readonly notEquals: (question: string, value: string) => string;
  readonly oneOf: (question: string, values: string) => string;
  readonly answered: (question: string) => string;
  readonly not: (condition: string) => string;
  readonly and: string;
  readonly or: string;
}

const conditionWords: Readonly<Record<Language, ConditionWords>> = {
  en: {
    equals: (question, value) => `the answer to “${question}” is “${value}”`,
    notEquals: (question, value) => `the answer to “${question}” is not “${value}”`,
    oneOf: (question, values) => `the answer to “${question}” is ${values}`,
    answered: (question) => `“${question}” was answered`,
    not: (condition) => `it is not so that ${condition}`,
    and: " and ",
    or: " or ",
  },
  cy: {
    equals: (question, value) => `yr ateb i “${question}” yw “${value}”`,
    notEquals: (question, value) => `nid “${value}” yw’r ateb i “${question}”`,
    oneOf: (question, values) => `yr ateb i “${question}” yw ${values}`,
    answered: (question) => `mae “${question}” wedi’i ateb`,
    not: (condition) => `nid yw’n wir: ${condition}`,
    and: ", a hefyd ",
    or: " neu ",
  },
};

function explainClause(clause: Clause, form: Form, language: Language): string {
  const say = conditionWords[language];
  const question = questionOf(form, clause.question);
  const label = question.label[language];
  const words = (value: Comparand) => answerInLine(question, value, language);
  if (clause.is === "answered") return say.answered(label);
  if (clause.is === "one-of") {
    return say.oneOf(label, clause.value.map((value) => `“${words(value)}”`).join(say.or));
  }
  return (clause.is === "equals" ? say.equals : say.notEquals)(label, words(clause.value));
}

/** A part of a sentence, in brackets where it joins several things itself. */
function part(condition: Condition, form: Form, language: Language): string {
  const words = explain(condition, form, language);
  const joins =
    ("all" in condition && condition.all.length > 1) || ("any" in condition && condition.any.length > 1);
  return joins ? `(${words})` : words;
}

/**
 * Says a condition in plain words, without a capital or full stop, to go after "asked if" or the like.
 *
 * @throws FormsError `forms/unknown-question` where it reads a question of another form.
 */
export function explain(condition: Condition, form: Form, language: Language): string {
  const say = conditionWords[language];
  const join = (parts: readonly Condition[], by: string) =>
    parts.length === 1
      ? parts.map((one) => explain(one, form, language)).join("")
      : parts.map((one) => part(one, form, language)).join(by);
  if ("all" in condition) return join(condition.all, say.and);
  if ("any" in condition) return join(condition.any, say.or);
  if ("not" in condition) return say.not(part(condition.not, form, language));
  return explainClause(condition, form, language);
}
