/** A JSON value as RFC 8259 has it. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object. No member is ever `undefined`: canonical form refuses it. */
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/** An RFC 3339 instant in UTC with milliseconds: `2026-11-23T10:00:00.000Z`. Two of them compare as text. */
export type Instant = string;

/** An ISO 8601 calendar date: `2026-11-23`. */
export type CalendarDate = string;
