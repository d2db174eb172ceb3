import { type ErrorFacts, ThroughlineError, type ThroughlineErrorOptions } from "@throughline/core";

/** The codes of `@throughline/consent`, each with its status and message. */
export const consentErrors = {
  "consent/invalid-input": {
    status: 422,
    message: "The input does not have the documented shape. Correct the members named in the details.",
  },
  "consent/actor-not-allowed": {
    status: 403,
    message:
      "This party may not do this. Let the person act, or a member of staff or service of this organisation.",
  },
  "consent/purpose-unknown": {
    status: 404,
    message: "There is no such purpose. Define it first, or check its id.",
  },
  "consent/purpose-narrowed": {
    status: 409,
    message: "A purpose may only grow under its id. Give the narrower or different purpose a new id.",
  },
  "consent/no-withdrawal-route": {
    status: 422,
    message: "Withdrawing must be as easy as giving. Offer withdrawal in every channel named in the details.",
  },
  "consent/special-category-condition": {
    status: 422,
    message:
      "Special category facts need an Article 9 condition that fits the lawful basis. Name one; explicit consent fits only consent.",
  },
  "consent/basis-is-not-consent": {
    status: 409,
    message:
      "This purpose rests on another lawful basis, so nobody is asked for consent. Tell the person about that basis.",
  },
  "consent/notice-unknown": {
    status: 422,
    message:
      "No such notice was published for this purpose in this language. Show a published one and name its hash.",
  },
  "consent/notice-superseded": {
    status: 409,
    message: "The notice has been replaced. Show the person the current one and ask again.",
  },
  "consent/outside-purpose": {
    status: 422,
    message:
      "The act goes beyond its purpose. Leave out what the purpose does not name; the details say where.",
  },
  "consent/channel-not-offered": {
    status: 422,
    message: "The purpose does not offer consent in this channel. Use one of its grant channels.",
  },
  "consent/evidence-does-not-fit": {
    status: 422,
    message: "The evidence does not belong to the channel. Send the kind of evidence named in the details.",
  },
  "consent/recorder-does-not-fit": {
    status: 403,
    message:
      "This party cannot bring this evidence. Let staff record what comes by phone, desk or paper, and the person what they do on a screen.",
  },
  "consent/explicit-expression-needed": {
    status: 422,
    message: "Special category facts need an explicit statement. Ask for one, or leave those facts out.",
  },
  "consent/invalid-occurrence": {
    status: 422,
    message:
      "The date of the act cannot be accepted. It must not lie in the future, and only staff may record an earlier one.",
  },
} as const satisfies Readonly<Record<string, ErrorFacts>>;

/** A code of `@throughline/consent`. */
export type ConsentErrorCode = keyof typeof consentErrors;

/** The error of `@throughline/consent`. Never carries evidence, a subject or a text of the person. */
export class ConsentError extends ThroughlineError<ConsentErrorCode> {
  constructor(code: ConsentErrorCode, options?: ThroughlineErrorOptions) {
    super(code, consentErrors[code], options);
  }
}
