import {
  type Channel,
  channelSchema,
  type Erased,
  type FactTypeId,
  type Fields,
  type Instant,
  instantSchema,
  type OrganisationId,
  type Personal,
  type SubjectId,
} from "@throughline/core";
import * as z from "zod";
import { type Evidence, evidenceSchema, type GrantChannel, grantChannelSchema } from "./evidence.js";
import {
  type Digest,
  digestSchema,
  factTypesSchema,
  type Language,
  languageSchema,
  nameSchema,
  purposeIdSchema,
  recipientsSchema,
} from "./shapes.js";

/** How a person answered: in so many words, or by an affirmative action. */
export const expressions = ["explicit", "affirmative"] as const;

/** One way of answering. */
export type Expression = (typeof expressions)[number];

/** The rendering of a notice that a person was shown or told. */
export interface NoticeShown {
  /** Digest of the rendering, as `publishNotice` gave it. */
  readonly hash: Digest;
  /** Its language. */
  readonly language: Language;
}

/** A person's answer to a request for consent: given to `grant` or to `refuse`. */
export interface ConsentAct {
  /** The person. */
  readonly subject: SubjectId;
  /** The purpose, by its id. */
  readonly purpose: string;
  /** The fact types, all among the purpose's. */
  readonly facts: readonly FactTypeId[];
  /** The organisations, all among the purpose's. */
  readonly recipients: readonly OrganisationId[];
  /** What the person was told. */
  readonly notice: NoticeShown;
  /** How the person met the service. */
  readonly channel: GrantChannel;
  /** What shows it; its kind belongs to the channel. */
  readonly evidence: Evidence;
  /** How the person answered. */
  readonly expression: Expression;
  /** When the person answered, where staff record it later. Default: now. */
  readonly occurredAt?: Instant;
}

/** A person takes consent back. Nothing else is asked of them: no evidence, no reason, no assurance. */
export interface Withdrawal {
  /** The person. */
  readonly subject: SubjectId;
  /** The purpose, by its id. */
  readonly purpose: string;
  /** How the person met the service. Any channel will do, offered or not. */
  readonly channel: Channel;
  /** Why, if the person cares to say. */
  readonly reason?: string;
  /** When the person said so, where staff record it later. Default: now. */
  readonly occurredAt?: Instant;
}

/** The member of staff who wrote an act down. */
export interface Recorder {
  /** Pseudonym in the directory. */
  readonly id: string;
  /** The organisation. */
  readonly organisation: OrganisationId;
  /** Unit of the organisation. */
  readonly unit?: string;
}

interface Recorded {
  /** The person. */
  readonly subject: SubjectId;
  /** The purpose, by its id. */
  readonly purpose: string;
  /** When the person said so. */
  readonly occurredAt: Instant;
  /** When it was written down. */
  readonly recordedAt: Instant;
  /** The member of staff who wrote it down. Absent: the person did it. */
  readonly recordedBy?: Recorder;
}

/** An answer as it is kept. */
export interface RecordedAnswer
  extends Recorded,
    Pick<ConsentAct, "facts" | "recipients" | "channel" | "expression"> {
  /** Yes or no. */
  readonly outcome: "granted" | "refused";
  /** What the person was told, with the notice's version. */
  readonly notice: NoticeShown & { readonly version: number };
  /** The content of the purpose at that time. */
  readonly purposeVersion: Digest;
  /** What shows it. */
  readonly evidence: Personal<Evidence> | Erased;
  /** When a yes ends by itself. */
  readonly validUntil?: Instant;
}

/** A withdrawal as it is kept. */
export interface RecordedWithdrawal extends Recorded, Pick<Withdrawal, "channel"> {
  /** Taken back. */
  readonly outcome: "withdrawn";
  /** Why. */
  readonly reason?: Personal<string> | Erased;
}

/** Anything a person said about one purpose, as it is kept. */
export type RecordedAct = RecordedAnswer | RecordedWithdrawal;

const noticeShown = { hash: digestSchema, language: languageSchema } satisfies Fields<NoticeShown>;

/** Schema of {@link ConsentAct}. */
export const consentActSchema: z.ZodType<ConsentAct> = z.strictObject({
  subject: nameSchema,
  purpose: purposeIdSchema,
  facts: factTypesSchema,
  recipients: recipientsSchema,
  notice: z.strictObject(noticeShown),
  channel: grantChannelSchema,
  evidence: evidenceSchema,
  expression: z.enum(expressions),
  occurredAt: instantSchema.exactOptional(),
} satisfies Fields<ConsentAct>);

/** Schema of {@link Withdrawal}. */
export const withdrawalSchema: z.ZodType<Withdrawal> = z.strictObject({
  subject: nameSchema,
  purpose: purposeIdSchema,
  channel: channelSchema,
  reason: z.string().min(1).max(2000).exactOptional(),
  occurredAt: instantSchema.exactOptional(),
} satisfies Fields<Withdrawal>);

const erasedSchema: z.ZodType<Erased> = z.strictObject({ "~erased": nameSchema } satisfies Fields<Erased>);

function kept<Value>(value: z.ZodType<Value>): z.ZodType<Personal<Value> | Erased> {
  return z.union([z.strictObject({ "~personal": nameSchema, value }), erasedSchema]);
}

const recorded = {
  subject: nameSchema,
  purpose: purposeIdSchema,
  occurredAt: instantSchema,
  recordedAt: instantSchema,
  recordedBy: z
    .strictObject({
      id: nameSchema,
      organisation: nameSchema,
      unit: nameSchema.exactOptional(),
    } satisfies Fields<Recorder>)
    .exactOptional(),
} satisfies Fields<Recorded>;

const answer = z.strictObject({
  ...recorded,
  outcome: z.enum(["granted", "refused"]),
  facts: factTypesSchema,
  recipients: recipientsSchema,
  notice: z.strictObject({ ...noticeShown, version: z.int().min(1) }),
  purposeVersion: digestSchema,
  channel: grantChannelSchema,
  expression: z.enum(expressions),
  evidence: kept(evidenceSchema),
  validUntil: instantSchema.exactOptional(),
} satisfies Fields<RecordedAnswer>);

const withdrawal = z.strictObject({
  ...recorded,
  outcome: z.literal("withdrawn"),
  channel: channelSchema,
  reason: kept(z.string()).exactOptional(),
} satisfies Fields<RecordedWithdrawal>);

/** Schema of {@link RecordedAct}, for what comes back from storage. */
export const recordedActSchema: z.ZodType<RecordedAct> = z.discriminatedUnion("outcome", [
  answer,
  withdrawal,
]);
