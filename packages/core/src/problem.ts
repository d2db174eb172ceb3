import { isThroughlineError } from "./errors.js";
import type { JsonObject } from "./json.js";

/** A problem document, RFC 9457 section 3. Sent as `application/problem+json`. */
export interface Problem {
  /** `urn:throughline:error:` and the code with its slash as a colon. */
  readonly type: string;
  /** The sentence that belongs to the code. */
  readonly title: string;
  /** HTTP status. */
  readonly status: number;
  /** Extension member: the stable code. */
  readonly code: string;
  /** Extension member: safe particulars, if there are any. */
  readonly details?: JsonObject;
}

const unexpected: Problem = {
  type: "urn:throughline:error:core:unexpected",
  title: "Something went wrong on our side. Nothing was half-written; try again.",
  status: 500,
  code: "core/unexpected",
};

/**
 * Turns whatever was thrown into a problem document. Anything that is not one of our errors becomes a 500 that says
 * nothing of its cause.
 */
export function toProblem(error: unknown): Problem {
  if (!isThroughlineError(error)) return unexpected;
  return {
    type: `urn:throughline:error:${error.code.replace("/", ":")}`,
    title: error.message,
    status: error.status,
    code: error.code,
    ...(Object.keys(error.details).length > 0 ? { details: error.details } : {}),
  };
}
