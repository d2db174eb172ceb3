import * as z from "zod";
import { canonicalize } from "./canonical.js";
import { CoreError } from "./errors.js";
import { isInstant } from "./instant.js";
import type { Instant, JsonValue } from "./json.js";
import { isAttributeText } from "./text.js";

/** An event in the JSON format of CloudEvents 1.0. Extension attributes stand beside the named ones. */
export interface CloudEvent {
  /** Always `1.0`. */
  readonly specversion: "1.0";
  /** Unique within the source. */
  readonly id: string;
  /** Who says so: a URI reference. */
  readonly source: string;
  /** What happened. */
  readonly type: string;
  /** What it happened to. */
  readonly subject?: string;
  /** When it happened. */
  readonly time?: Instant;
  /** Media type of the data. */
  readonly datacontenttype?: string;
  /** URI of the data's schema. */
  readonly dataschema?: string;
  /** The particulars. */
  readonly data?: JsonValue;
  /** The particulars in Base64, where they are bytes. */
  readonly data_base64?: string;
  /** Extension attributes. */
  readonly [extension: string]: JsonValue | undefined;
}

const uriReference = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;
const absolute = /^[A-Za-z][A-Za-z0-9+.-]*:/;
const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;\s*[\w!#$&^.+-]+=(?:[\w!#$&^.+-]+|"[^"]*"))*$/;
const extensionName = /^[a-z0-9]+$/;

/** Tells whether a text is a URI reference (RFC 3986 section 4.1), by its characters. */
export function isUriReference(text: string): boolean {
  return uriReference.test(text);
}

const attribute = z.string().refine(isAttributeText);

function isJson(value: unknown): boolean {
  try {
    canonicalize(value);
    return true;
  } catch {
    return false;
  }
}

/** RFC 3339 with seconds and any offset; read as UTC with milliseconds. */
const time = z.iso
  .datetime({ offset: true })
  .refine((text) => /T\d\d:\d\d:\d\d/.test(text))
  .transform((text) => new Date(text).toISOString())
  .refine(isInstant);

const attributes = z
  .object({
    specversion: z.literal("1.0"),
    id: attribute,
    source: attribute.regex(uriReference),
    type: attribute,
    subject: attribute.exactOptional(),
    time: time.exactOptional(),
    datacontenttype: attribute.regex(mediaType).exactOptional(),
    dataschema: attribute.regex(uriReference).regex(absolute).exactOptional(),
    data: z.unknown().refine(isJson).exactOptional(),
    data_base64: z.base64().exactOptional(),
  })
  .catchall(z.union([z.literal(""), attribute, z.boolean(), z.int32()]));

/** Names come from outside, so those that may hold anything are not repeated. */
function refuse(names: readonly string[]): never {
  const safe = names.map((name) => (/^(?:[a-z0-9]{1,20}|data_base64)$/.test(name) ? name : "(extension)"));
  throw new CoreError("core/invalid-event", {
    details: { attributes: [...new Set(safe)].sort().slice(0, 20) },
  });
}

function isBadName(name: string): boolean {
  return !Object.hasOwn(attributes.shape, name) && !extensionName.test(name);
}

/**
 * Reads an event in the JSON format of CloudEvents 1.0. An attribute that is null is taken as absent; the time is read
 * as UTC with milliseconds.
 *
 * @throws CoreError `core/invalid-event`, with the names of the attributes that are missing or wrong.
 */
export function parseCloudEvent(value: unknown): CloudEvent {
  if (typeof value !== "object" || value === null || Array.isArray(value)) refuse([]);
  const present = Object.fromEntries(
    Object.entries(value).filter(([name, content]) => name === "data" || content !== null),
  );
  const parsed = attributes.safeParse(present);
  const wrong = (parsed.error?.issues ?? []).map((issue) => String(issue.path[0] ?? ""));
  const bad = Object.keys(present).filter(isBadName);
  const twice = "data" in present && "data_base64" in present ? ["data", "data_base64"] : [];
  const names = [...wrong, ...bad, ...twice];
  return parsed.success && names.length === 0 ? (parsed.data as CloudEvent) : refuse(names);
}
