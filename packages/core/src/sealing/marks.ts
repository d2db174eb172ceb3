import type { SubjectId } from "../actor.js";
import { CoreError, LedgerError } from "../errors.js";
import type { JsonObject, JsonValue } from "../json.js";
import { isReserved, isSubject } from "../vault.js";

/** Whose data a document holds. */
export interface Marks {
  /** Those whose data is to be sealed. */
  readonly personal: ReadonlySet<SubjectId>;
  /** Those whose data was erased before. */
  readonly erased: ReadonlySet<SubjectId>;
}

/** As deep as canonical JSON goes. */
const deepest = 512;

/** Each subject is a key in the vault: a document must not fill it. */
const mostSubjects = 1000;

/** What is sealed inside a sealed node grows by a third each time: forty levels make 80 megabytes of two kilobytes. */
const mostNested = 8;

/** Tells whether a value is a JSON object; whatever else it may be is left for canonical JSON to refuse. */
export function isObject(value: unknown): value is JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Tells whether an object has a member of its own. */
export function has(value: object, name: string): boolean {
  return Object.hasOwn(value, name);
}

/** Adds a name to a JSON Pointer (RFC 6901). */
export function below(pointer: string, name: string | number): string {
  return `${pointer}/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function refuse(reason: string): never {
  throw new LedgerError("ledger/invalid-change", { details: { member: "personal data", reason } });
}

function subjectOf(mark: JsonObject, name: "~personal" | "~erased", members: number): SubjectId {
  const subject = mark[name];
  if (Object.keys(mark).length !== members) refuse(`${name} stands beside other members`);
  if (typeof subject !== "string" || !isSubject(subject)) refuse(`${name} does not name a subject`);
  if (isReserved(subject)) refuse(`${name} names a reserved subject`);
  return subject;
}

/** How far down one is: in the document, and in marks. */
interface Depth {
  readonly nodes: number;
  readonly marks: number;
}

function gather(
  value: JsonValue,
  into: { personal: Set<SubjectId>; erased: Set<SubjectId> },
  depth: Depth,
): void {
  if (typeof value !== "object" || value === null) return;
  if (depth.nodes >= deepest)
    throw new CoreError("core/not-json", { details: { path: "", reason: "too deep" } });
  let { marks } = depth;
  if (isObject(value)) {
    if (has(value, "~sealed")) refuse("~sealed is not for callers");
    if (has(value, "~personal")) {
      into.personal.add(subjectOf(value, "~personal", 2));
      if (!has(value, "value")) refuse("~personal has no value");
      marks += 1;
      if (marks > mostNested) refuse(`more than ${mostNested} marks inside one another`);
    }
    if (has(value, "~erased")) into.erased.add(subjectOf(value, "~erased", 1));
  }
  for (const member of Object.values(value)) gather(member, into, { nodes: depth.nodes + 1, marks });
}

/**
 * Whose data a document holds, before it is sealed. What only looks like a mark is refused, for it would be stored as it
 * is: it was meant to be sealed, or it was meant to pass for something sealed.
 *
 * @throws LedgerError `ledger/invalid-change`
 */
export function marksIn(documents: readonly JsonObject[]): Marks {
  const into = { personal: new Set<SubjectId>(), erased: new Set<SubjectId>() };
  for (const document of documents) gather(document, into, { nodes: 0, marks: 0 });
  if (into.personal.size + into.erased.size > mostSubjects) refuse(`more than ${mostSubjects} subjects`);
  return into;
}

/** Tells whether a stored document holds anything that must be opened or looked at. */
export function isMarked(value: JsonValue): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (isObject(value) && ["~sealed", "~personal", "~erased"].some((name) => has(value, name))) return true;
  return Object.values(value).some((member) => isMarked(member));
}
