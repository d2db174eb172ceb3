import { isThroughlineError, type JsonObject } from "@throughline/core";
import { isHTTPError, isTimeoutError } from "ky";
import { HttpError } from "./errors.js";

/** The form of a Throughline code. Nothing else that a stranger sends is taken into our own details. */
const codeForm = /^[a-z][a-z0-9-]{0,30}\/[a-z][a-z0-9-]{0,60}$/;

/** A system or library error code: `ECONNRESET`, `UND_ERR_SOCKET`. */
const reasonForm = /^[A-Z][A-Z0-9_]{1,60}$/;

function* causes(error: unknown): Generator<Error> {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) yield at;
}

function reasonOf(error: unknown): JsonObject {
  const codes = [...causes(error)].map((cause) => ("code" in cause ? cause.code : undefined));
  const reason = codes.find((code) => typeof code === "string" && reasonForm.test(code));
  return typeof reason === "string" ? { reason } : {};
}

/** What a failed connection or a broken answer becomes. What lay underneath may quote the answer, so it is not kept. */
export function connectionFailure(error: unknown, host: string): Error {
  const known = [...causes(error)].find((cause) => isThroughlineError(cause));
  return known ?? new HttpError("http/unreachable", { details: { host, ...reasonOf(error) } });
}

/** Seconds that a server asks to wait (RFC 9110 section 10.2.3). Undefined: it does not ask, or not legibly. */
export function retryAfterSeconds(headers: Pick<Headers, "get">, now: number): number | undefined {
  const text = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const at = text.endsWith(" GMT") ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}

function remoteCode(data: unknown): JsonObject {
  const code = typeof data === "object" && data !== null && "code" in data ? data.code : undefined;
  return typeof code === "string" && codeForm.test(code) ? { code } : {};
}

/** What the client throws for whatever ky threw. Never wraps it: ky's errors hold the whole request. */
export function toHttpError(error: unknown, host: string): unknown {
  if (isThroughlineError(error)) return error;
  if (isTimeoutError(error)) return new HttpError("http/timeout", { details: { host } });
  if (!isHTTPError(error)) return error;
  const { status, headers } = error.response;
  const wait = retryAfterSeconds(headers, Date.now());
  const details = {
    host,
    status,
    ...remoteCode(error.data),
    ...(wait === undefined ? {} : { retryAfterSeconds: wait }),
  };
  return new HttpError("http/remote-problem", { details });
}
