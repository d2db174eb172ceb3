import type { JsonValue } from "@throughline/core";

/** What a request carries. */
export interface HttpBody {
  /** Media type. */
  readonly type: string;
  /** The bytes, or text that is sent as UTF-8. */
  readonly content: string | Uint8Array;
}

/** A JSON body. */
export function jsonBody(value: JsonValue): HttpBody {
  return { type: "application/json", content: JSON.stringify(value) };
}

/** A form body, `application/x-www-form-urlencoded`. */
export function formBody(fields: Readonly<Record<string, string>>): HttpBody {
  return { type: "application/x-www-form-urlencoded", content: new URLSearchParams(fields).toString() };
}
