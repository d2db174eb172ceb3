import { askingOf, type StaffAudience } from "./audience.js";
import type { QuestionId } from "./condition.js";
import { type Form, questionOf } from "./form.js";
import { answerInLine } from "./format.js";
import type { Language } from "./language.js";
import type { PageId } from "./model.js";
import type { Question } from "./question.js";
import { optionsOf } from "./questions/choice.js";
import { answerTo, type FormResponse } from "./response.js";
import { type QuestionStatus, route } from "./route.js";
import { words } from "./words.js";

/** A choice that staff read out. */
export interface ScriptOption {
  /** The value of the answer. */
  readonly value: string;
  /** What is read out. */
  readonly label: string;
}

/** One question as staff put it. */
export interface ScriptLine {
  /** The question. */
  readonly questionId: QuestionId;
  /** Its page, on which the answer is recorded. */
  readonly pageId: PageId;
  /** What is left to do: `ask` it, `confirm` what is known, or nothing (`known`: do not ask again). */
  readonly status: QuestionStatus;
  /** What to say first: help with the question, or what is already known. */
  readonly say?: string;
  /** What to ask. */
  readonly ask: string;
  /** The choices, to be read out. */
  readonly options?: readonly ScriptOption[];
  /** The answer so far, in words. */
  readonly recorded?: string;
}

/** Whom the script is for. */
export interface ScriptOptions {
  /** The person's language. */
  readonly language: Language;
  /** Where it is read out. */
  readonly audience: StaffAudience;
}

function choices(question: Question, language: Language): Pick<ScriptLine, "options"> {
  if (question.type !== "radios" && question.type !== "yes-no") return {};
  return { options: optionsOf(question).map(({ value, label }) => ({ value, label: label[language] })) };
}

function spoken(question: Question, status: QuestionStatus, recorded: string, options: ScriptOptions) {
  const { language, audience } = options;
  const asking = askingOf(question, language, audience);
  if (status === "confirm") {
    return { say: `${asking} ${words.weHave[language]} ${recorded}`, ask: words.stillRight[language] };
  }
  return question.hint === undefined ? { ask: asking } : { say: question.hint[language], ask: asking };
}

/** The questions on the route as lines that staff read out, in order, with what is known already. */
export function renderScript(
  form: Form,
  response: FormResponse,
  options: ScriptOptions,
): readonly ScriptLine[] {
  return route(form, response).pages.flatMap((page) =>
    page.questions.map(({ id, status }) => {
      const question = questionOf(form, id);
      const answer = answerTo(response, id);
      const recorded = answer === undefined ? "" : answerInLine(question, answer.value, options.language);
      return {
        questionId: id,
        pageId: page.id,
        status,
        ...spoken(question, status, recorded, options),
        ...choices(question, options.language),
        ...(answer === undefined ? {} : { recorded }),
      };
    }),
  );
}
