import type { SubjectId } from "../actor.js";
import type { Sha256 } from "../digest.js";
import { CoreError, isThroughlineError } from "../errors.js";
import type { JsonObject, JsonValue } from "../json.js";
import { below, has, isMarked, isObject } from "./marks.js";
import { type Place, sealNode } from "./sealed-node.js";
import type { SubjectKey } from "./subject-keys.js";

/** What documents of one commit are sealed with. */
export interface SealWith {
  /** The key of every subject in them. */
  readonly keys: ReadonlyMap<SubjectId, SubjectKey>;
  /** SHA-256. */
  readonly hash: Sha256;
}

interface Work extends SealWith {
  readonly place: Place;
}

/** A node that is filled when what stands in it is sealed. */
type Holder = Record<string, JsonValue>;

/** The particulars would name members of what is to be sealed. */
function withoutPath(error: unknown): unknown {
  return isThroughlineError(error, "core/not-json")
    ? new CoreError("core/not-json", { details: { reason: error.details["reason"] ?? "" } })
    : error;
}

function sealMark(mark: JsonObject, pointer: string, work: Work, pending: Promise<void>[]): JsonValue {
  const subject = mark["~personal"] as SubjectId;
  const inner: Promise<void>[] = [];
  const value = walk(mark["value"] as JsonValue, below(pointer, "value"), work, inner);
  const holder: Holder = {};
  const fill = async () => {
    await Promise.all(inner);
    const key = work.keys.get(subject);
    if (!key) throw new TypeError("A mark has no key.");
    const sealed = await sealNode({ subject, value }, key, work.place, pointer, work.hash);
    holder["~sealed"] = { ...sealed };
  };
  pending.push(fill());
  return holder;
}

function walk(value: JsonValue, pointer: string, work: Work, pending: Promise<void>[]): JsonValue {
  if (Array.isArray(value))
    return Array.from(value, (item: JsonValue, index) => walk(item, below(pointer, index), work, pending));
  if (!isObject(value)) return value;
  if (has(value, "~personal")) return sealMark(value, pointer, work, pending);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, walk(member, below(pointer, name), work, pending)]),
  );
}

/** Seals every marked node of a document whose marks were checked by `marksIn`; inner ones first. */
export async function sealDocument(document: JsonObject, place: Place, using: SealWith): Promise<JsonObject> {
  if (!isMarked(document)) return document;
  const pending: Promise<void>[] = [];
  const sealed = walk(document, "", { ...using, place }, pending);
  try {
    await Promise.all(pending);
  } catch (error) {
    throw withoutPath(error);
  }
  return sealed as JsonObject;
}
