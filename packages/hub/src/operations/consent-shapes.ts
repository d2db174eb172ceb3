import {
  type ConsentAct,
  type ConsentRecord,
  type ConsentStatus,
  type DefinedPurpose,
  evidenceOfChannel,
  evidenceSchema,
  expressions,
  type GrantChannel,
  type NoticeShown,
  type Projection,
  type ProjectionQuery,
  type PublishedNotice,
  purposeSchema,
  recordedActSchema,
  type Withdrawal,
  type Withheld,
} from "@throughline/consent";
import {
  type ConsentQueries,
  type ConsentReason,
  channelSchema,
  type Decision,
  type Decisions,
  type Fields,
  instantSchema,
  type JsonValue,
  lawfulBases,
} from "@throughline/core";
import * as z from "zod";
import {
  digestSchema,
  factTypeSchema,
  guardSchema,
  languageSchema,
  nameSchema,
  oneOf,
  recordIdSchema,
} from "../shapes.js";

type ForSomebody<Act> = Omit<Act, "subject"> & {
  /** The person. A person may leave it out: it is themselves. */
  readonly subject?: string;
};

/** An answer to a request for consent. */
export type AnswerBody = ForSomebody<ConsentAct>;

/** A withdrawal. */
export type WithdrawalBody = ForSomebody<Withdrawal>;

const purposeIdSchema = z.string().min(1).max(100);
const factTypes = z.array(factTypeSchema).min(1).max(200).readonly();

/** Schema of {@link AnswerBody}. */
export const answerBody: z.ZodType<AnswerBody> = z.strictObject({
  subject: nameSchema.exactOptional(),
  purpose: purposeIdSchema,
  facts: factTypes,
  recipients: z.array(nameSchema).min(1).max(200).readonly(),
  notice: z.strictObject({ hash: digestSchema, language: languageSchema } satisfies Fields<NoticeShown>),
  channel: z.enum(Object.keys(evidenceOfChannel) as [GrantChannel, ...GrantChannel[]]),
  evidence: evidenceSchema,
  expression: z.enum(expressions),
  occurredAt: instantSchema.exactOptional(),
} satisfies Fields<AnswerBody>);

/** Schema of {@link WithdrawalBody}. */
export const withdrawalBody: z.ZodType<WithdrawalBody> = z.strictObject({
  subject: nameSchema.exactOptional(),
  purpose: purposeIdSchema,
  channel: channelSchema,
  reason: z.string().min(1).max(2000).exactOptional(),
  occurredAt: instantSchema.exactOptional(),
} satisfies Fields<WithdrawalBody>);

/** Schema of a consent as it stands. */
export const consentRecord: z.ZodType<ConsentRecord> = z.strictObject({
  record: recordIdSchema,
  subject: nameSchema,
  purpose: purposeIdSchema,
  status: oneOf<ConsentStatus>({
    given: true,
    refused: true,
    withdrawn: true,
    expired: true,
    "notice-superseded": true,
    erased: true,
  }),
  standing: recordedActSchema,
} satisfies Fields<ConsentRecord>);

const whose = { subject: nameSchema, purpose: purposeIdSchema, recipient: nameSchema };

/** Schema of a question to the gate. */
export const consentQueries: z.ZodType<ConsentQueries> = z.strictObject({
  ...whose,
  facts: factTypes,
} satisfies Fields<ConsentQueries>);

const reason = oneOf<ConsentReason>({
  given: true,
  "other-basis": true,
  "no-record": true,
  refused: true,
  withdrawn: true,
  expired: true,
  "not-yet-valid": true,
  "notice-superseded": true,
  "purpose-unknown": true,
  "recipient-not-covered": true,
  "fact-not-covered": true,
  "special-category": true,
  "authority-ended": true,
  erased: true,
});

const decision = z.strictObject({
  permitted: z.boolean(),
  reason,
  basis: z.enum(lawfulBases).exactOptional(),
  record: z.string().exactOptional(),
  validUntil: instantSchema.exactOptional(),
  guard: guardSchema,
} satisfies Fields<Decision>);

/** Schema of the gate's answers. */
export const decisions: z.ZodType<Decisions> = z.strictObject({
  decisions: z.record(factTypeSchema, decision),
  guard: guardSchema,
  validUntil: instantSchema.exactOptional(),
} satisfies Fields<Decisions>);

type Data = Readonly<Record<string, JsonValue>>;

/** Data to be reduced to what may be used. */
export interface ProjectionBody extends ProjectionQuery {
  /** Values by fact type. */
  readonly data: Data;
}

const data = z.record(factTypeSchema, z.json());

/** Schema of {@link ProjectionBody}. */
export const projectionBody: z.ZodType<ProjectionBody> = z.strictObject({
  ...whose,
  data,
} satisfies Fields<ProjectionBody>);

/** Schema of what may be used of some data. */
export const projection: z.ZodType<Projection<Data>> = z.strictObject({
  data,
  withheld: z.array(z.strictObject({ fact: factTypeSchema, reason } satisfies Fields<Withheld>)).readonly(),
  guard: guardSchema,
  validUntil: instantSchema.exactOptional(),
} satisfies Fields<Projection<Data>>);

/** Schema of a purpose as it is defined now. */
export const definedPurpose: z.ZodType<DefinedPurpose> = z.strictObject({
  purpose: purposeSchema,
  version: digestSchema,
  revision: z.int().min(1),
  definedAt: instantSchema,
} satisfies Fields<DefinedPurpose>);

/** Schema of a notice as it was published. */
export const publishedNotice: z.ZodType<PublishedNotice> = z.strictObject({
  version: z.int().min(1),
  purposeVersion: digestSchema,
  material: z.boolean(),
  renderings: z.record(languageSchema, digestSchema),
  publishedAt: instantSchema,
} satisfies Fields<PublishedNotice>);
