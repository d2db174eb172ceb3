import {
  type Channel,
  channelSchema,
  digestOf,
  type FactTypeId,
  type Fields,
  type Instant,
  type LawfulBasis,
  lawfulBases,
  type OrganisationId,
} from "@throughline/core";
import * as z from "zod";
import { type GrantChannel, grantChannelSchema } from "./evidence.js";
import {
  type Digest,
  factTypesSchema,
  isSet,
  type Language,
  languageSchema,
  purposeIdSchema,
  recipientsSchema,
} from "./shapes.js";

/** The conditions of Article 9(2) UK GDPR and EU GDPR, points (a) to (j) in order. */
export const specialCategoryConditions = [
  "explicit-consent",
  "employment-social-security",
  "vital-interests",
  "not-for-profit",
  "made-public",
  "legal-claims",
  "substantial-public-interest",
  "health-or-social-care",
  "public-health",
  "archiving-research-statistics",
] as const;

/** One condition of Article 9(2). */
export type SpecialCategoryCondition = (typeof specialCategoryConditions)[number];

/** Why special category facts may be used. */
export interface SpecialCategory {
  /** The condition of Article 9(2). */
  readonly condition: SpecialCategoryCondition;
}

/** What data is used for, which data, by whom, and why that is lawful. Whatever it does not name is denied. */
export interface PurposeInput {
  /** Its name for ever: lower-case words joined by dots and hyphens, for example `work-support.adapt`. */
  readonly id: string;
  /** What people read, by language. At least one. */
  readonly title: Readonly<Record<Language, string>>;
  /** The lawful basis, Article 6(1). */
  readonly basis: LawfulBasis;
  /** The fact types, one by one. */
  readonly facts: readonly FactTypeId[];
  /** The organisations that use them, one by one. */
  readonly recipients: readonly OrganisationId[];
  /** Needed as soon as one of the fact types is of a special category. */
  readonly specialCategory?: SpecialCategory;
  /** For how long a consent is good, in seconds. Absent: until it is withdrawn. */
  readonly validForSeconds?: number;
  /** Where people can consent. */
  readonly grantChannels: readonly GrantChannel[];
  /** Where people are told that they can withdraw; holds at least every grant channel. */
  readonly withdrawalChannels: readonly Channel[];
}

/** A purpose as a document, version 1. Its lists are sorted, so that equal content has one digest. */
export interface Purpose extends PurposeInput {
  /** Names this document and its version. */
  readonly document: "throughline.purpose/1";
}

/** A purpose as it is defined now. */
export interface DefinedPurpose {
  /** The document. */
  readonly purpose: Purpose;
  /** SHA-256 of the document's canonical JSON. A consent names it. */
  readonly version: Digest;
  /** How many times it has been defined with other content, from 1. */
  readonly revision: number;
  /** When this revision was defined. */
  readonly definedAt: Instant;
}

const notEmpty = (texts: object) => Object.keys(texts).length > 0;

const inputFields = {
  id: purposeIdSchema,
  title: z.record(languageSchema, z.string().min(1).max(200)).refine(notEmpty).meta({ minProperties: 1 }),
  basis: z.enum(lawfulBases),
  facts: factTypesSchema,
  recipients: recipientsSchema,
  specialCategory: z
    .strictObject({ condition: z.enum(specialCategoryConditions) } satisfies Fields<SpecialCategory>)
    .exactOptional(),
  validForSeconds: z.int().min(1).max(3_155_760_000).exactOptional(),
  grantChannels: z.array(grantChannelSchema).refine(isSet).meta({ uniqueItems: true }),
  withdrawalChannels: z.array(channelSchema).refine(isSet).meta({ uniqueItems: true }),
} satisfies Fields<PurposeInput>;

/** Schema of {@link PurposeInput}. */
export const purposeInputSchema: z.ZodType<PurposeInput> = z.strictObject(inputFields);

/** Schema of {@link Purpose}; published as `schemas/purpose.v1.json`. */
export const purposeSchema: z.ZodType<Purpose> = z.strictObject({
  document: z.literal("throughline.purpose/1"),
  ...inputFields,
} satisfies Fields<Purpose>);

/** The document of an input. */
export function purposeOf(input: PurposeInput): Purpose {
  return {
    document: "throughline.purpose/1",
    ...input,
    facts: [...input.facts].sort(),
    recipients: [...input.recipients].sort(),
    grantChannels: [...input.grantChannels].sort(),
    withdrawalChannels: [...input.withdrawalChannels].sort(),
  };
}

/** The digest that a purpose is known by. */
export function purposeVersion(purpose: Purpose): Digest {
  return digestOf(purpose);
}
