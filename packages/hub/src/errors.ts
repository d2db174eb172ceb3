import { type ErrorFacts, ThroughlineError, type ThroughlineErrorOptions } from "@throughline/core";

/** The codes of `@throughline/hub`, each with its status and message. */
export const hubErrors = {
  "hub/not-found": {
    status: 404,
    message: "There is nothing at this address. The OpenAPI document at /openapi.json lists what there is.",
  },
  "hub/method-not-allowed": {
    status: 405,
    message:
      "This address does not take this method. The OpenAPI document at /openapi.json lists what it takes.",
  },
  "hub/other-organisation": {
    status: 403,
    message: "This hub serves another organisation. Use the address of the one your token was issued for.",
  },
  "hub/unauthenticated": {
    status: 401,
    message: "The request carries no identity token. Send one as a bearer token in the Authorization header.",
  },
  "hub/body-too-large": {
    status: 413,
    message: "The request's body is larger than is taken here. Send less.",
  },
  "hub/not-json": {
    status: 415,
    message: "The request's body is not JSON. Send JSON with the content type application/json.",
  },
  "hub/invalid-request": {
    status: 400,
    message: "The request does not have the published shape. Correct the fields named in the details.",
  },
  "hub/key-required": {
    status: 400,
    message:
      "The request has no usable idempotency key. Send an Idempotency-Key header of 1 to 200 printable characters.",
  },
} as const satisfies Readonly<Record<string, ErrorFacts>>;

/** A code of `@throughline/hub`. */
export type HubErrorCode = keyof typeof hubErrors;

/** The error of `@throughline/hub`. */
export class HubError extends ThroughlineError<HubErrorCode> {
  constructor(code: HubErrorCode, options?: ThroughlineErrorOptions) {
    super(code, hubErrors[code], options);
  }
}
