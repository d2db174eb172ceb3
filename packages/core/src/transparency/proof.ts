import { bytesToHex } from "@noble/hashes/utils.js";
import * as z from "zod";
import type { Fields } from "../fields.js";
import { hexHash, logId, treeSize } from "./head.js";

/** That an event is in a log, for whoever has a signed head of that size. Published as `schemas/inclusion-proof.v1.json`. */
export interface InclusionProof {
  /** Version of this document. */
  readonly version: 1;
  /** The log. */
  readonly log: string;
  /** Size of the tree, as in the head. */
  readonly size: number;
  /** The event's place in the log, from 1. */
  readonly sequence: number;
  /** The path of RFC 9162 section 2.1.3, lowest first. */
  readonly path: readonly string[];
}

/** That one head is a prefix of another. Published as `schemas/consistency-proof.v1.json`. */
export interface ConsistencyProof {
  /** Version of this document. */
  readonly version: 1;
  /** The log. */
  readonly log: string;
  /** Size in the earlier head. */
  readonly from: number;
  /** Size in the later head. */
  readonly to: number;
  /** The path of RFC 9162 section 2.1.4. */
  readonly path: readonly string[];
}

/** No tree whose size is a safe integer needs more. */
const path: z.ZodType<readonly string[]> = z.array(hexHash).max(106);

/** Schema of {@link InclusionProof}. No other members are taken. */
export const inclusionProofSchema: z.ZodType<InclusionProof> = z.strictObject({
  version: z.literal(1),
  log: logId,
  size: treeSize,
  sequence: treeSize,
  path,
} satisfies Fields<InclusionProof>);

/** Schema of {@link ConsistencyProof}. No other members are taken. */
export const consistencyProofSchema: z.ZodType<ConsistencyProof> = z.strictObject({
  version: z.literal(1),
  log: logId,
  from: treeSize,
  to: treeSize,
  path,
} satisfies Fields<ConsistencyProof>);

/** A path as documents have it. */
export function writtenPath(hashes: readonly Uint8Array[]): readonly string[] {
  return hashes.map((hash) => bytesToHex(hash));
}
