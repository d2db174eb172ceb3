import { type ErrorFacts, ThroughlineError, type ThroughlineErrorOptions } from "@throughline/core";

/** The codes of `@throughline/http`, each with its status and message. */
export const httpErrors = {
  "http/refused-url": {
    status: 422,
    message:
      "The address is not one that may be called. Use https, no credentials in it, and a host that is allowed.",
  },
  "http/refused-address": {
    status: 422,
    message:
      "The host leads to a private or reserved network address. Call a public one, or allow the range by option.",
  },
  "http/timeout": {
    status: 504,
    message:
      "The other service did not answer in time. Try again; give an idempotency key if the call changes something.",
  },
  "http/unreachable": {
    status: 502,
    message:
      "The other service could not be reached or broke off. Try again; the details hold the network's reason.",
  },
  "http/too-large": {
    status: 502,
    message:
      "The answer is larger than is accepted. Ask for less, or raise maxResponseBytes if the service is trusted.",
  },
  "http/redirected": {
    status: 502,
    message: "The other service redirected in a way that is not followed. Call its final address directly.",
  },
  "http/bad-response": {
    status: 502,
    message:
      "The answer does not have the expected form. Check the version and the address of the other service.",
  },
  "http/remote-problem": {
    status: 502,
    message:
      "The other service refused or failed. The details hold its status and, if it sent one, its code.",
  },
  "http/unknown-peer": {
    status: 422,
    message: "The organisation is not a known peer. Add it with its address and keys to the peer directory.",
  },
  "http/parcel-reused": {
    status: 409,
    message: "This parcel id was used for another parcel. Give every parcel an id of its own.",
  },
  "http/bad-signature": {
    status: 401,
    message:
      "The signature is missing, or is not by a known key of the sender. Exchange keys and send it again.",
  },
  "http/stale-signature": {
    status: 401,
    message:
      "The signature's timestamp is too far from the time here. Set the clocks right and sign it anew.",
  },
  "http/malformed-parcel": {
    status: 400,
    message: "The request is not a well-formed parcel. Correct the members named in the details.",
  },
  "http/unknown-parcel-version": {
    status: 422,
    message: "The parcel has a version that this release does not read. Send a version named in the details.",
  },
  "http/unknown-parcel-type": {
    status: 422,
    message: "Parcels of this type are not taken here. Ask the receiver which types it takes.",
  },
  "http/wrong-recipient": {
    status: 403,
    message:
      "The parcel is addressed to another organisation. Send it to the inbox of the organisation it names.",
  },
  "http/peer-closed": {
    status: 410,
    message:
      "Nothing more is taken from this sender. Stop sending, and ask the receiver if that is unexpected.",
  },
  "http/parcel-too-large": {
    status: 413,
    message: "The parcel is larger than is taken here. Send less, or send a reference.",
  },
  "http/not-a-parcel": {
    status: 415,
    message: "An inbox takes application/json only. Send the parcel document with that content type.",
  },
  "http/wrong-method": {
    status: 405,
    message: "An inbox takes POST only. Send the parcel by POST.",
  },
} as const satisfies Readonly<Record<string, ErrorFacts>>;

/** A code of `@throughline/http`. */
export type HttpErrorCode = keyof typeof httpErrors;

/** The error of `@throughline/http`. Never carries a path, a query, a header, a body or what lay underneath. */
export class HttpError extends ThroughlineError<HttpErrorCode> {
  constructor(code: HttpErrorCode, options?: ThroughlineErrorOptions) {
    super(code, httpErrors[code], options);
  }
}
