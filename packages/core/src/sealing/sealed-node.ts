import { bytesToHex, concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import * as z from "zod";
import type { SubjectId } from "../actor.js";
import { fromBase64Url, toBase64Url } from "../base64url.js";
import { canonicalize } from "../canonical.js";
import type { Sha256 } from "../digest.js";
import type { Fields } from "../fields.js";
import type { RecordId } from "../ids.js";
import type { JsonValue } from "../json.js";
import type { SubjectKey } from "./subject-keys.js";

/** What stands in the ledger in place of one subject's data. */
export interface SealedNode {
  /** Whose data it is. */
  readonly subject: SubjectId;
  /** Which key sealed it. */
  readonly key: string;
  /** 96 random bits, base64url. */
  readonly iv: string;
  /** Salt and value, AES-256-GCM (NIST SP 800-38D) with the tag at the end, base64url. */
  readonly box: string;
  /** SHA-256 over salt and value, hexadecimal: AES-GCM alone lets one box be opened by two keys to two values. */
  readonly commitment: string;
}

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** Schema of {@link SealedNode}. */
export const sealedNodeSchema: z.ZodType<SealedNode> = z.strictObject({
  subject: z.string(),
  key: z.string(),
  iv: base64url,
  box: base64url,
  commitment: z.string().regex(/^[0-9a-f]{64}$/),
} satisfies Fields<SealedNode>);

/** Where a part of a record stands: what a box is bound to, so that it opens nowhere else. */
export interface Place {
  /** The ledger. */
  readonly source: string;
  /** The record. */
  readonly record: RecordId;
  /** The version of the event, or of the record whose state it is. */
  readonly version: number;
  /** Which of the two. */
  readonly part: "event" | "state";
}

const saltBytes = 32;
/** Lengths are rounded up, so that `yes` cannot be told from `no`, even when the key is gone. */
const block = 32;

function cipherOf(
  iv: Uint8Array<ArrayBuffer>,
  place: Place,
  pointer: string,
  node: Pick<SealedNode, "subject" | "key">,
) {
  const { source, record, version, part } = place;
  const bound = ["throughline sealed 1", source, record, version, part, pointer, node.subject, node.key];
  return { name: "AES-GCM", iv, additionalData: new Uint8Array(utf8ToBytes(canonicalize(bound))) };
}

function commit(salt: Uint8Array, text: string, hash: Sha256): string {
  return bytesToHex(hash(concatBytes(utf8ToBytes("throughline commitment 1\n"), salt, utf8ToBytes(text))));
}

/** White space after a JSON text means nothing. */
function padded(text: string): Uint8Array {
  const bytes = utf8ToBytes(text);
  const whole = new Uint8Array(Math.ceil(bytes.length / block) * block).fill(0x20);
  whole.set(bytes);
  return whole;
}

/** Seals one value under its subject's key. Throws `core/not-json`. */
export async function sealNode(
  mark: { readonly subject: SubjectId; readonly value: JsonValue },
  { id, cipher }: SubjectKey,
  place: Place,
  pointer: string,
  hash: Sha256,
): Promise<SealedNode> {
  const text = canonicalize(mark.value);
  const salt = crypto.getRandomValues(new Uint8Array(saltBytes));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const named = { subject: mark.subject, key: id };
  const inside = new Uint8Array(concatBytes(salt, padded(text)));
  const box = await crypto.subtle.encrypt(cipherOf(iv, place, pointer, named), cipher, inside);
  return {
    ...named,
    iv: toBase64Url(iv),
    box: toBase64Url(new Uint8Array(box)),
    commitment: commit(salt, text, hash),
  };
}

/** Opens one value. Undefined: it was sealed by another key or for another place, or it was altered. */
export async function openNode(
  node: SealedNode,
  { cipher }: SubjectKey,
  place: Place,
  pointer: string,
  hash: Sha256,
): Promise<{ readonly value: JsonValue } | undefined> {
  try {
    const bound = cipherOf(fromBase64Url(node.iv), place, pointer, node);
    const inside = new Uint8Array(await crypto.subtle.decrypt(bound, cipher, fromBase64Url(node.box)));
    const text = new TextDecoder().decode(inside.subarray(saltBytes)).trimEnd();
    if (commit(inside.subarray(0, saltBytes), text, hash) !== node.commitment) return undefined;
    return { value: JSON.parse(text) as JsonValue };
  } catch {
    return undefined;
  }
}
