import { type ErrorFacts, ThroughlineError, type ThroughlineErrorOptions } from "@throughline/core";

/** The codes of `@throughline/forms`, each with its status and message. */
export const formsErrors = {
  "forms/invalid-definition": {
    status: 422,
    message: "The form definition cannot be used. Correct the places named in the details.",
  },
  "forms/invalid-response": {
    status: 422,
    message:
      "The saved response does not have the published shape. Correct the places named in the details, or start anew.",
  },
  "forms/unknown-version": {
    status: 409,
    message:
      "The response belongs to another form, or to another version of it. Resume it on the version it was started on.",
  },
  "forms/unknown-page": {
    status: 404,
    message: "The form has no such page. Use the id of one of its pages.",
  },
  "forms/unknown-question": {
    status: 422,
    message: "The form has no such question. Use the id of one of its questions.",
  },
  "forms/page-not-open": {
    status: 409,
    message: "This page is not asked with the answers given so far. Go to the next page of the route.",
  },
} as const satisfies Readonly<Record<string, ErrorFacts>>;

/** A code of `@throughline/forms`. */
export type FormsErrorCode = keyof typeof formsErrors;

/** The error of `@throughline/forms`. Never carries an answer. */
export class FormsError extends ThroughlineError<FormsErrorCode> {
  constructor(code: FormsErrorCode, options?: ThroughlineErrorOptions) {
    super(code, formsErrors[code], options);
  }
}
