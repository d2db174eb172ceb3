import type { AnswerValue } from "./answer-value.js";
import type { Clause, Comparand, Condition, QuestionId } from "./condition.js";

/** Kleene's three truth values: an unanswered question makes what is said of it unknown. */
export type Truth = true | false | "unknown";

/** Gives the answer to a question: `undefined` where there is none yet, `null` where it was left blank. */
export type AnswerReader = (question: QuestionId) => AnswerValue | undefined;

function negate(truth: Truth): Truth {
  return truth === "unknown" ? truth : !truth;
}

function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes("unknown") ? "unknown" : true;
}

function clauseHolds(clause: Clause, answer: AnswerValue): boolean {
  if (clause.is === "answered") return answer !== null;
  const values: readonly Comparand[] = clause.is === "one-of" ? clause.value : [clause.value];
  return values.some((value) => value === answer) === (clause.is !== "not-equals");
}

/**
 * Tells whether a condition holds. Unknown opens nothing and blocks nothing: a page is asked only where its condition is
 * true, and a form is complete when every page that is asked is answered.
 */
export function evaluate(condition: Condition, read: AnswerReader): Truth {
  if ("all" in condition) return every(condition.all.map((part) => evaluate(part, read)));
  if ("any" in condition) return negate(every(condition.any.map((part) => negate(evaluate(part, read)))));
  if ("not" in condition) return negate(evaluate(condition.not, read));
  const answer = read(condition.question);
  return answer === undefined ? "unknown" : clauseHolds(condition, answer);
}

/** The clauses of a condition, in the order in which they stand. */
export function clausesOf(condition: Condition): readonly Clause[] {
  if ("all" in condition) return condition.all.flatMap(clausesOf);
  if ("any" in condition) return condition.any.flatMap(clausesOf);
  if ("not" in condition) return clausesOf(condition.not);
  return [condition];
}

/** The questions that a condition reads, each once. */
export function reads(condition: Condition): readonly QuestionId[] {
  return [...new Set(clausesOf(condition).map((clause) => clause.question))];
}
