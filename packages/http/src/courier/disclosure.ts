import {
  type Erased,
  isErased,
  type JsonObject,
  type JsonValue,
  type Personal,
  reveal,
} from "@throughline/core";

type Marked = Personal<JsonValue> | Erased;

function isMarked(value: object): value is Marked {
  return "~personal" in value || "~erased" in value;
}

function plain(value: JsonValue): JsonValue {
  if (typeof value !== "object" || value === null) return value;
  if (isMarked(value)) return plain(reveal<JsonValue>(value));
  if (Array.isArray(value)) return value.map((item: JsonValue) => plain(item));
  return disclose(value as JsonObject);
}

/**
 * Takes the marks off personal data, at the last moment before it leaves.
 *
 * @throws CoreError `core/erased` where one of the people was erased meanwhile: then nothing of it may be sent.
 */
export function disclose(data: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, plain(value)]));
}

/** Tells whether anything marked in the data was erased. */
export function hasErased(value: JsonValue): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (isMarked(value)) return isErased(value) || hasErased(value.value);
  return Object.values(value).some((member: JsonValue) => hasErased(member));
}
