import * as z from "zod";
import type { Fields } from "../fields.js";
import { instantSchema } from "../instant.js";
import type { Instant } from "../json.js";

/** The `typ` of a signed tree head. */
export const treeHeadType = "tree-head+jwt";

/**
 * What a log is at one moment: the payload of a signed tree head (RFC 9162 section 4.10), published as
 * `schemas/tree-head.v1.json`.
 */
export interface TreeHead {
  /** Version of this document. */
  readonly version: 1;
  /** Who signed it. */
  readonly iss: string;
  /** The log's id. */
  readonly log: string;
  /** How many events are in it, from 1. */
  readonly size: number;
  /** Root of the tree over them: 64 lower-case hexadecimal digits. */
  readonly root: string;
  /** When it was signed, by the ledger's clock. Never earlier than the log's head before. */
  readonly time: Instant;
}

/** A root or a hash as documents have it: 64 lower-case hexadecimal digits. */
export const hexHash: z.ZodType<string> = z.string().regex(/^[0-9a-f]{64}$/);

/** Size of a tree that has leaves. */
export const treeSize: z.ZodType<number> = z.int().min(1);

/** The id of a log, or of a ledger's log. */
export const logId: z.ZodType<string> = z.string().min(1).max(100);

/** Schema of {@link TreeHead}. No other members are taken. */
export const treeHeadSchema: z.ZodType<TreeHead> = z.strictObject({
  version: z.literal(1),
  iss: z.string().min(1).max(200),
  log: logId,
  size: treeSize,
  root: hexHash,
  time: instantSchema,
} satisfies Fields<TreeHead>);
