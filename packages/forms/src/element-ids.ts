import type { Question, RadiosQuestion, YesNoQuestion } from "./question.js";
import { behaviourOf } from "./questions/behaviours.js";
import { optionsOf } from "./questions/choice.js";

/** Id of the element of one choice: the first has the field's own name, so that an error can link to it. */
export function optionId(question: RadiosQuestion | YesNoQuestion, index: number): string {
  return index === 0 ? question.id : `${question.id}-${index + 1}`;
}

/** Id of the hint below something. */
export function hintId(owner: string): string {
  return `${owner}-hint`;
}

/** Id of the error message of something. */
export function errorId(owner: string): string {
  return `${owner}-error`;
}

/** Id of the note that an answer is already known. */
export function knownId(question: Question): string {
  return `${question.id}-known`;
}

function choiceIds(question: Question): readonly string[] {
  if (question.type !== "radios" && question.type !== "yes-no") return [];
  return optionsOf(question).flatMap((_option, index) => {
    const id = optionId(question, index);
    return [id, `${id}-item-hint`];
  });
}

/** Every name and element id that a question can take on a page. */
export function elementIds(question: Question): ReadonlySet<string> {
  const fields = behaviourOf(question).fields(question);
  return new Set([
    question.id,
    hintId(question.id),
    errorId(question.id),
    knownId(question),
    ...fields,
    ...fields.map(errorId),
    ...choiceIds(question),
  ]);
}
