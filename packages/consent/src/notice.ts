import { digestOf, type Fields, type Instant } from "@throughline/core";
import * as z from "zod";
import { type Digest, digestSchema, type Language, languageSchema, purposeIdSchema } from "./shapes.js";

/** What people are told about a purpose before they answer. */
export interface NoticeInput {
  /** The purpose, by its id. */
  readonly purpose: string;
  /** The text, by language. At least one. */
  readonly texts: Readonly<Record<Language, string>>;
  /** True: what was agreed to before no longer stands, people must be asked again. False: a correction. */
  readonly material: boolean;
}

/** One rendering of a notice as a document, version 1: exactly what a person was shown or told. */
export interface Notice {
  /** Names this document and its version. */
  readonly document: "throughline.notice/1";
  /** The purpose, by its id. */
  readonly purpose: string;
  /** The content of the purpose that it explains. */
  readonly purposeVersion: Digest;
  /** The language of the text. */
  readonly language: Language;
  /** The text. */
  readonly text: string;
}

/** A notice as it was published, with the digest of each rendering. */
export interface PublishedNotice {
  /** Counts a purpose's notices, from 1. */
  readonly version: number;
  /** The content of the purpose that it explains. */
  readonly purposeVersion: Digest;
  /** Whether people must be asked again. */
  readonly material: boolean;
  /** SHA-256 of each rendering's canonical JSON, by language. */
  readonly renderings: Readonly<Record<Language, Digest>>;
  /** When it was published. */
  readonly publishedAt: Instant;
}

const textSchema = z.string().min(1).max(20_000);

/** Schema of {@link NoticeInput}. */
export const noticeInputSchema: z.ZodType<NoticeInput> = z.strictObject({
  purpose: purposeIdSchema,
  texts: z.record(languageSchema, textSchema).refine((texts) => Object.keys(texts).length > 0),
  material: z.boolean(),
} satisfies Fields<NoticeInput>);

/** Schema of {@link Notice}; published as `schemas/notice.v1.json`. */
export const noticeSchema: z.ZodType<Notice> = z.strictObject({
  document: z.literal("throughline.notice/1"),
  purpose: purposeIdSchema,
  purposeVersion: digestSchema,
  language: languageSchema,
  text: textSchema,
} satisfies Fields<Notice>);

/** The renderings of an input, for the purpose's present content. */
export function noticesOf(input: NoticeInput, purposeVersion: Digest): readonly Notice[] {
  return Object.entries(input.texts).map(([language, text]) => ({
    document: "throughline.notice/1",
    purpose: input.purpose,
    purposeVersion,
    language,
    text,
  }));
}

/** The digest that a rendering is known by. */
export function noticeHash(notice: Notice): Digest {
  return digestOf(notice);
}

/** The digest of each rendering of an input, by language. */
export function renderingsOf(input: NoticeInput, purposeVersion: Digest): PublishedNotice["renderings"] {
  return Object.fromEntries(
    noticesOf(input, purposeVersion).map((notice) => [notice.language, noticeHash(notice)]),
  );
}

/** The notice, if a material one has been published after this version of it. */
export function supersededBy(
  notices: readonly PublishedNotice[],
  version: number,
): PublishedNotice | undefined {
  return notices.find((notice) => notice.material && notice.version > version);
}
