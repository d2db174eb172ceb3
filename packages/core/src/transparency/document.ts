import type * as z from "zod";
import { fromBase64Url } from "../base64url.js";
import type { Instant, JsonObject } from "../json.js";
import type { Verified, Verifier } from "../signer.js";
import { LogError } from "./errors.js";
import { type TreeHead, treeHeadSchema, treeHeadType } from "./head.js";
import { type LogBreak, logBreakSchema, logBreakType } from "./log-break.js";

/** A document whose signature and form were found good. */
export interface ReadDocument<Payload> extends Omit<Verified, "payload"> {
  /** What it says. */
  readonly payload: Payload;
}

/** How a signed document of a log is read. */
export interface ReadOptions {
  /** Knows the issuer's keys. */
  readonly verifier: Verifier;
  /** As in `VerifyOptions`: accept a key that was good at this instant. */
  readonly asOf?: Instant;
}

function parse<Payload>(schema: z.ZodType<Payload>, payload: JsonObject): Payload {
  const version = payload["version"];
  if (version !== 1) {
    throw typeof version === "number"
      ? new LogError("log/unknown-version", { details: { version, known: [1] } })
      : new LogError("log/malformed", { details: { members: ["version"] } });
  }
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const members = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".")))];
  throw new LogError("log/malformed", { details: { members } });
}

async function read<Payload extends { readonly iss: string }>(
  document: string,
  schema: z.ZodType<Payload>,
  typ: string,
  { verifier, asOf }: ReadOptions,
): Promise<ReadDocument<Payload>> {
  const verified = await verifier.verify(document, asOf === undefined ? { typ } : { typ, asOf });
  const payload = parse(schema, verified.payload);
  if (payload.iss !== verified.issuer) throw new LogError("log/other-log");
  return { ...verified, payload };
}

/**
 * Reads a signed tree head. Throws the verifier's error where the signature is not good, `log/malformed`,
 * `log/unknown-version`.
 */
export function readTreeHead(document: string, options: ReadOptions): Promise<ReadDocument<TreeHead>> {
  return read(document, treeHeadSchema, treeHeadType, options);
}

/** Reads a signed break statement. Throws as {@link readTreeHead} does. */
export function readLogBreak(document: string, options: ReadOptions): Promise<ReadDocument<LogBreak>> {
  return read(document, logBreakSchema, logBreakType, options);
}

function decoded(document: string, part: "header" | "payload"): Readonly<Record<string, unknown>> {
  try {
    const text = document.split(".")[part === "header" ? 0 : 1] ?? "";
    return { ...JSON.parse(new TextDecoder().decode(fromBase64Url(text))) };
  } catch (cause) {
    throw new LogError("log/malformed", { details: { members: [part] }, cause });
  }
}

/** What the header of a compact JWS says, not yet believed. */
export interface Peeked {
  /** The `typ`. */
  readonly type: string;
  /** The `kid`. */
  readonly keyId: string;
}

/** Looks at a header without believing it: to choose what to verify. Throws `log/malformed`. */
export function peek(document: string): Peeked {
  const header = decoded(document, "header");
  return { type: String(header["typ"]).toLowerCase(), keyId: String(header["kid"]) };
}

/** What the payload of a log's document says, not yet believed. */
export interface PeekedPayload {
  /** The log: of a break statement the one that begins. */
  readonly log: string;
  /** The size; 0 where there is none. */
  readonly size: number;
  /** When it was signed. */
  readonly time: Instant;
}

/** Looks at a payload without believing it: to compare documents of which not each is verified. Throws `log/malformed`. */
export function peekPayload(document: string): PeekedPayload {
  const { log, size, time } = decoded(document, "payload");
  return { log: String(log), size: Number(size ?? 0), time: String(time) };
}

/**
 * Before any key was retired or compromised: as of then every key that is listed will do. For what is judged by other
 * means, such as a log's own heads, from which it has to go on whatever became of their key.
 */
export const anyListedKey: Instant = "1970-01-01T00:00:00.000Z";
