import { type CalendarDate, type Channel, canonicalize } from "@throughline/core";
import * as z from "zod";
import { FormsError } from "./errors.js";
import type { Form } from "./form.js";
import type { Language } from "./language.js";
import { fitsQuestion } from "./questions/behaviours.js";
import { type Answer, type FormResponse, formResponseSchema } from "./response.js";

/** What may have changed since a response was saved. */
export interface ResumeOptions {
  /** The day, where the person is. */
  readonly today: CalendarDate;
  /** The channel in which it goes on. Default: as before. */
  readonly channel?: Channel;
  /** The language in which it goes on. Default: as before. */
  readonly language?: Language;
}

const versioned = z.looseObject({ version: z.literal(1) });

/** What is known stands behind every origin but `asked`, and the answer is its value. */
function fitsForm(form: Form, answer: Answer): boolean {
  const question = form.questions.get(answer.question)?.question;
  if (question === undefined || !fitsQuestion(question, answer.value)) return false;
  if (answer.known !== undefined && answer.known.type !== question.fact) return false;
  if (answer.origin === "asked") return true;
  if (question.reuse === "ask-again" || answer.known === undefined) return false;
  return canonicalize(answer.known.value) === canonicalize(answer.value);
}

function misfits(form: Form, response: FormResponse): readonly string[] {
  const seen = new Set<string>();
  return response.answers.flatMap((answer, index) => {
    const fits = !seen.has(answer.question) && fitsForm(form, answer);
    seen.add(answer.question);
    return fits ? [] : [`answers.${index}`];
  });
}

/**
 * Goes on with a saved response, perhaps in another channel or language, on the version of the form it was started on.
 *
 * @throws FormsError `forms/unknown-version` where it belongs to another form, another version of it, or a newer kind of
 * document; `forms/invalid-response` where it was damaged.
 */
export function resumeResponse(form: Form, saved: unknown, options: ResumeOptions): FormResponse {
  if (typeof saved === "object" && saved !== null && !versioned.safeParse(saved).success) {
    throw new FormsError("forms/unknown-version");
  }
  const parsed = formResponseSchema.safeParse(saved);
  if (!parsed.success) {
    const paths = parsed.error.issues.slice(0, 100).map((issue) => issue.path.join("."));
    throw new FormsError("forms/invalid-response", { details: { paths } });
  }
  if (parsed.data.form !== form.definition.id || parsed.data.hash !== form.hash) {
    throw new FormsError("forms/unknown-version", { details: { form: form.definition.id, hash: form.hash } });
  }
  const paths = misfits(form, parsed.data);
  if (paths.length > 0) throw new FormsError("forms/invalid-response", { details: { paths } });
  return { ...parsed.data, ...options };
}
