import type { Fields, Instant, JsonObject, JsonValue, OrganisationId } from "@throughline/core";
import { instantSchema } from "@throughline/core";
import * as z from "zod";
import { HttpError } from "../errors.js";

/** A parcel as it travels: the body of a Standard Webhooks message, published as `schemas/parcel.v1.json`. */
export interface ParcelDocument {
  /** Version of this document. */
  readonly version: 1;
  /** The same at every try, and the same as the `webhook-id` header. Unique within the sender. */
  readonly id: string;
  /** What it is: `handoff.offer`, `consent.withdrawn`. */
  readonly type: string;
  /** The organisation that sends it: the owner of the key that signed. */
  readonly from: OrganisationId;
  /** The organisation it is for. */
  readonly to: OrganisationId;
  /** When it was posted, by the sender's ledger. The same at every try. */
  readonly sentAt: Instant;
  /** The particulars, a document of its own. */
  readonly data: JsonObject;
}

/** The id of a parcel: 1 to 128 of A-Z a-z 0-9 _ : - */
export const parcelId: z.ZodType<string> = z.string().regex(/^[A-Za-z0-9_:-]{1,128}$/);

/** The type of a parcel: lower-case words joined by hyphens and full stops. */
export const parcelType: z.ZodType<string> = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$/);

const organisation: z.ZodType<OrganisationId> = z.string().min(1).max(200);

/** An object, whatever is in it; what must not be in it is looked for by a walk of its own. */
const anyObject = z.record(z.string(), z.unknown()) as unknown as z.ZodType<JsonObject>;

/** Schema of {@link ParcelDocument}. No other members are taken. */
export const parcelDocument: z.ZodType<ParcelDocument> = z.strictObject({
  version: z.literal(1),
  id: parcelId,
  type: parcelType,
  from: organisation,
  to: organisation,
  sentAt: instantSchema,
  data: anyObject,
} satisfies Fields<ParcelDocument>);

/** Deeper than any honest document. */
const deepest = 64;

/** Names that mean something inside: the marks of personal data, and the one name that reaches an object's prototype. */
function isReserved(name: string): boolean {
  return name.startsWith("~") || name === "__proto__";
}

function isPlain(value: JsonValue, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (depth > deepest) return false;
  if (Array.isArray(value)) return value.every((item: JsonValue) => isPlain(item, depth + 1));
  return Object.entries(value).every(([name, member]) => !isReserved(name) && isPlain(member, depth + 1));
}

function refuse(members: readonly string[]): never {
  throw new HttpError("http/malformed-parcel", { details: { members } });
}

/** Reads bytes as JSON. Throws `http/malformed-parcel`. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return refuse(["body"]);
  }
}

/** One text member of what may not be a document at all; empty where there is none. */
export function memberOf(value: unknown, name: "from"): string {
  const member =
    typeof value === "object" && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : "";
  return typeof member === "string" ? member : "";
}

function checkVersion(value: unknown): void {
  const version =
    typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
  if (typeof version !== "number" || version === 1) return;
  throw new HttpError("http/unknown-parcel-version", { details: { version, known: [1] } });
}

/**
 * Takes a parsed body for a parcel.
 *
 * @throws HttpError `http/unknown-parcel-version`, `http/malformed-parcel` with the members that are wrong.
 */
export function readParcel(value: unknown): ParcelDocument {
  checkVersion(value);
  const result = parcelDocument.safeParse(value);
  if (!result.success)
    return refuse([...new Set(result.error.issues.map(({ path }) => String(path[0] ?? "body")))]);
  if (!isPlain(result.data.data, 1)) refuse(["data"]);
  return result.data;
}
