import { faulty } from "../issue.js";
import type { Wording } from "../language.js";
import type { Option, RadiosQuestion, YesNoQuestion } from "../question.js";
import { type Behaviour, fieldOf } from "./behaviour.js";

const plainYes: Wording = { en: "Yes", cy: "Ie" };
const plainNo: Wording = { en: "No", cy: "Na" };

/** The choices of a question that has any, as they are shown. */
export function optionsOf(question: RadiosQuestion | YesNoQuestion): readonly Option[] {
  if (question.type === "radios") return question.options;
  return [
    { value: "yes", label: question.yes ?? plainYes },
    { value: "no", label: question.no ?? plainNo },
  ];
}

function choiceBehaviour(
  toValue: (chosen: string) => string | boolean,
  toChosen: (value: unknown) => string,
): Behaviour<RadiosQuestion | YesNoQuestion> {
  const chosenOption = (question: RadiosQuestion | YesNoQuestion, value: unknown) =>
    optionsOf(question).find((option) => option.value === toChosen(value));
  return {
    fields: (question) => [question.id],
    read(question, input) {
      const chosen = fieldOf(input, question.id);
      if (chosen === "") return { value: null };
      const known = optionsOf(question).some((option) => option.value === chosen);
      return known ? { value: toValue(chosen) } : faulty("not-an-option", [question.id]);
    },
    write: (question, value) => ({ [question.id]: chosenOption(question, value)?.value ?? "" }),
    fits: (question, value) => chosenOption(question, value) !== undefined,
    lines(question, value, language) {
      const option = chosenOption(question, value);
      return option === undefined ? [] : [option.label[language]];
    },
  };
}

/** One choice out of a few. The value is the option's. */
export const radios: Behaviour<RadiosQuestion> = choiceBehaviour(
  (chosen) => chosen,
  (value) => (typeof value === "string" ? value : ""),
);

const booleans: ReadonlyMap<unknown, string> = new Map([
  [true, "yes"],
  [false, "no"],
]);

/** Yes or no. The value is a boolean. */
export const yesNo: Behaviour<YesNoQuestion> = choiceBehaviour(
  (chosen) => chosen === "yes",
  (value) => booleans.get(value) ?? "",
);
