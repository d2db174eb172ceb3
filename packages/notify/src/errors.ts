import { type ErrorFacts, ThroughlineError, type ThroughlineErrorOptions } from "@throughline/core";

/** The codes of `@throughline/notify`, each with its status and message. */
export const notifyErrors = {
  "notify/invalid-template": {
    status: 422,
    message: "The template is not usable. Correct the part named in the details.",
  },
  "notify/unknown-template": {
    status: 422,
    message: "There is no such template, or not in this version. Give it to createNotifications.",
  },
  "notify/unknown-language": {
    status: 422,
    message: "The template has no content in this language. Add it, or choose another language.",
  },
  "notify/missing-personalisation": {
    status: 422,
    message: "The template needs personalisation that was not given. The details name the fields.",
  },
  "notify/invalid-personalisation": {
    status: 422,
    message: "The personalisation does not fit the template's schema. The details name the fields.",
  },
  "notify/invalid-address": {
    status: 422,
    message: "This is not an email address that can be written to. Ask for it again.",
  },
  "notify/not-found": {
    status: 404,
    message: "There is no such notification. Check its id.",
  },
  "notify/already-decided": {
    status: 409,
    message: "The notification was already sent, or will never be. Make a new one.",
  },
} as const satisfies Readonly<Record<string, ErrorFacts>>;

/** A code of `@throughline/notify`. */
export type NotifyErrorCode = keyof typeof notifyErrors;

/** The error of `@throughline/notify`. Never carries an address or personalisation. */
export class NotifyError extends ThroughlineError<NotifyErrorCode> {
  constructor(code: NotifyErrorCode, options?: ThroughlineErrorOptions) {
    super(code, notifyErrors[code], options);
  }
}
