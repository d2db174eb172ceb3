import * as z from "zod";
import type { Fields } from "../fields.js";
import { instantSchema } from "../instant.js";
import type { Instant } from "../json.js";
import { hexHash, logId, treeSize } from "./head.js";

/** The `typ` of a signed break statement. */
export const logBreakType = "log-break+jwt";

/** Why a log was broken: the code of the refusal without its `log/`, or that nothing was found wrong. */
export const breakFaults = [
  "none",
  "forked",
  "rolled-back",
  "ledger-replaced",
  "heads-lost",
  "head-unverifiable",
] as const;

/** One of {@link breakFaults}. */
export type BreakFault = (typeof breakFaults)[number];

/** What was promised last: the size, root and time of the last good head. */
export interface LastGood {
  /** The log it was of. */
  readonly log: string;
  /** How many events it had. */
  readonly size: number;
  /** Its root. */
  readonly root: string;
  /** When it was signed. */
  readonly time: Instant;
}

/** What the ledger holds instead. */
export interface LogFinding {
  /** What was wrong. */
  readonly fault: BreakFault;
  /** The id of the ledger's own log, from which the new log is grown. */
  readonly ledger: string;
  /** How many events it has. */
  readonly size: number;
  /** The root over all of them. */
  readonly root: string;
  /** The root over as many as the last good head had; absent where there are fewer, or no head. */
  readonly rootThen?: string;
}

/**
 * The statement that a log does not go on: the payload of a signed break statement, published as
 * `schemas/log-break.v1.json`. Whoever holds a head of the old log learns from it that no proof will lead on from there.
 */
export interface LogBreak {
  /** Version of this document. */
  readonly version: 1;
  /** Who signed it. */
  readonly iss: string;
  /** The last good head. Absent where none was to be found. */
  readonly last?: LastGood;
  /** What was found. */
  readonly found: LogFinding;
  /** Why, in the operator's words: no personal data. 1 to 500 characters. */
  readonly reason: string;
  /** Id of the log that begins. */
  readonly log: string;
  /** When, by the ledger's clock. */
  readonly time: Instant;
}

const lastGood: z.ZodType<LastGood> = z.strictObject({
  log: logId,
  size: treeSize,
  root: hexHash,
  time: instantSchema,
} satisfies Fields<LastGood>);

const finding: z.ZodType<LogFinding> = z.strictObject({
  fault: z.enum(breakFaults),
  ledger: logId,
  size: treeSize,
  root: hexHash,
  rootThen: hexHash.exactOptional(),
} satisfies Fields<LogFinding>);

/** Schema of {@link LogBreak}. No other members are taken. */
export const logBreakSchema: z.ZodType<LogBreak> = z.strictObject({
  version: z.literal(1),
  iss: z.string().min(1).max(200),
  last: lastGood.exactOptional(),
  found: finding,
  reason: z.string().min(1).max(500),
  log: logId,
  time: instantSchema,
} satisfies Fields<LogBreak>);
