import type { FactTypeId, Fields } from "@throughline/core";
import * as z from "zod";
import { type Condition, conditionSchema, idSchema, type QuestionId } from "./condition.js";
import { type Wording, wordingSchema } from "./language.js";

/** What to do with what is already known: use it unasked, show it to be confirmed, or ask as if it were not known. */
export const reuseRules = ["always", "confirm", "ask-again"] as const;

/** One rule of {@link reuseRules}. */
export type ReuseRule = (typeof reuseRules)[number];

/** How staff put the question, where the words on the page do not read well aloud. */
export interface ScriptWording {
  /** On the phone. */
  readonly phone?: Wording;
  /** Face to face. Without it, the phone's words are used. */
  readonly office?: Wording;
}

/** What questions of every type have. */
export interface QuestionCommon {
  /** Its id, unique in the form. Also the name of its field. */
  readonly id: QuestionId;
  /** The question as the person reads it. */
  readonly label: Wording;
  /**
   * What is asked for, as it stands in the middle of an error message: "your full name" in "Enter your full name". For
   * yes or no the clause after "if": "you care for someone". Begin with "your" and "eich" where you can: the messages
   * that begin with it leave them out. Default: the label, where it is not a question.
   */
  readonly name?: Wording;
  /** Help below the label. */
  readonly hint?: Wording;
  /** How staff put it. Default: the label. */
  readonly script?: ScriptWording;
  /** The fact that it asks for. What is known of that fact fills it in. */
  readonly fact?: FactTypeId;
  /** What to do with what is known. Default `confirm`. */
  readonly reuse?: ReuseRule;
  /** True: it may be left blank. */
  readonly optional?: boolean;
  /** When it is asked. Default: always. Reads earlier questions only. */
  readonly when?: Condition;
}

/** What HTML may fill in for the person in one line (HTML standard, autofill; WCAG 2.2, 1.3.5). */
export const autocompleteTokens = [
  "name",
  "given-name",
  "family-name",
  "email",
  "tel",
  "postal-code",
  "organization",
  "organization-title",
  "off",
] as const;

/** One token of {@link autocompleteTokens}. */
export type AutocompleteToken = (typeof autocompleteTokens)[number];

/** One line of text. */
export interface TextQuestion extends QuestionCommon {
  /** Its type. */
  readonly type: "text";
  /** Longest answer, in characters. Default 200. */
  readonly maxLength?: number;
  /** What the browser may fill in. */
  readonly autocomplete?: AutocompleteToken;
}

/** Several lines of text, in the person's own words. */
export interface LongTextQuestion extends QuestionCommon {
  /** Its type. */
  readonly type: "long-text";
  /** Longest answer, in characters. Default 2,000. */
  readonly maxLength?: number;
}

/** A date, in three fields. The value is an ISO 8601 calendar date. */
export interface DateQuestion extends QuestionCommon {
  /** Its type. */
  readonly type: "date";
  /** Which side of today it must lie on. Default: either; today itself is neither. */
  readonly mustBe?: "past" | "future";
  /** `bday`: it is the person's date of birth and the browser may fill it in. */
  readonly autocomplete?: "bday";
}

/** One choice among a question's options. */
export interface Option {
  /** The value of the answer. */
  readonly value: string;
  /** The choice as the person reads it. */
  readonly label: Wording;
  /** Help below it. */
  readonly hint?: Wording;
}

/** One choice out of a few, all in sight. */
export interface RadiosQuestion extends QuestionCommon {
  /** Its type. */
  readonly type: "radios";
  /** The choices, in the order shown. */
  readonly options: readonly Option[];
}

/** Yes or no. The value is a boolean. */
export interface YesNoQuestion extends QuestionCommon {
  /** Its type. */
  readonly type: "yes-no";
  /** The word for yes. Welsh has one for each verb: give it. Default Yes, Ie. */
  readonly yes?: Wording;
  /** The word for no. Default No, Na. */
  readonly no?: Wording;
}

/** A postal address in the United Kingdom, in four fields. */
export interface AddressQuestion extends QuestionCommon {
  /** Its type. */
  readonly type: "address";
  /** `street-address`: it is the person's own and the browser may fill it in. */
  readonly autocomplete?: "street-address";
}

/** A question of a form. */
export type Question =
  | TextQuestion
  | LongTextQuestion
  | DateQuestion
  | RadiosQuestion
  | YesNoQuestion
  | AddressQuestion;

/** The type of a question. */
export type QuestionType = Question["type"];

const common = {
  id: idSchema,
  label: wordingSchema,
  name: wordingSchema.exactOptional(),
  hint: wordingSchema.exactOptional(),
  script: z
    .strictObject({
      phone: wordingSchema.exactOptional(),
      office: wordingSchema.exactOptional(),
    } satisfies Fields<ScriptWording>)
    .exactOptional(),
  fact: z.string().min(1).max(100).exactOptional(),
  reuse: z.enum(reuseRules).exactOptional(),
  optional: z.boolean().exactOptional(),
  when: conditionSchema.exactOptional(),
} satisfies Fields<QuestionCommon>;

const maxLength = z.int().min(1).max(20_000).exactOptional();

const option = z.strictObject({
  value: idSchema,
  label: wordingSchema,
  hint: wordingSchema.exactOptional(),
} satisfies Fields<Option>);

/** Schema of {@link Question}. */
export const questionSchema: z.ZodType<Question> = z.discriminatedUnion("type", [
  z.strictObject({
    ...common,
    type: z.literal("text"),
    maxLength,
    autocomplete: z.enum(autocompleteTokens).exactOptional(),
  } satisfies Fields<TextQuestion>),
  z.strictObject({ ...common, type: z.literal("long-text"), maxLength } satisfies Fields<LongTextQuestion>),
  z.strictObject({
    ...common,
    type: z.literal("date"),
    mustBe: z.enum(["past", "future"]).exactOptional(),
    autocomplete: z.literal("bday").exactOptional(),
  } satisfies Fields<DateQuestion>),
  z.strictObject({
    ...common,
    type: z.literal("radios"),
    options: z.array(option).min(2).max(100),
  } satisfies Fields<RadiosQuestion>),
  z.strictObject({
    ...common,
    type: z.literal("yes-no"),
    yes: wordingSchema.exactOptional(),
    no: wordingSchema.exactOptional(),
  } satisfies Fields<YesNoQuestion>),
  z.strictObject({
    ...common,
    type: z.literal("address"),
    autocomplete: z.literal("street-address").exactOptional(),
  } satisfies Fields<AddressQuestion>),
]);
