import * as z from "zod";
import { type Channel, channelSchema } from "./channel.js";
import type { Fields } from "./fields.js";
import { instantSchema } from "./instant.js";
import type { Instant } from "./json.js";

/** Who or what said a fact. */
export const sourceParties = ["person", "staff", "agent", "record", "paper"] as const;

/** One kind of party that says facts. */
export type SourceParty = (typeof sourceParties)[number];

/** Where a fact comes from. */
export interface Source {
  /** Who or what said it. */
  readonly by: SourceParty;
  /** Through which channel. */
  readonly channel: Channel;
  /** When it was said. */
  readonly at: Instant;
  /** In which organisation. */
  readonly organisation: string;
  /** Pseudonym of the member of staff who wrote it down. */
  readonly recordedBy?: string;
}

/** Schema of {@link Source}. */
export const sourceSchema: z.ZodType<Source> = z.strictObject({
  by: z.enum(sourceParties),
  channel: channelSchema,
  at: instantSchema,
  organisation: z.string().min(1).max(200),
  recordedBy: z.string().min(1).max(200).exactOptional(),
} satisfies Fields<Source>);
