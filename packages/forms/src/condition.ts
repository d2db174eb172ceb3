import type { Fields } from "@throughline/core";
import * as z from "zod";

/** Id of a question: lower-case words and digits joined by single hyphens, unique in its form. */
export type QuestionId = string;

/** What an answer can be compared with: an option's value, a text, a date as `2026-11-23`, or true for yes. */
export type Comparand = string | boolean;

/** True where the answer is the value, or is not. */
export interface Comparison {
  /** The question whose answer is read. It stands earlier in the form. */
  readonly question: QuestionId;
  /** Whether the answer must be the value or something else. */
  readonly is: "equals" | "not-equals";
  /** The value. */
  readonly value: Comparand;
}

/** True where the answer is one of the values. */
export interface Membership {
  /** The question whose answer is read. It stands earlier in the form. */
  readonly question: QuestionId;
  /** The operator. */
  readonly is: "one-of";
  /** The values. */
  readonly value: readonly Comparand[];
}

/** True where an answer was given, false where the question was left blank. */
export interface Presence {
  /** The question whose answer is read. It stands earlier in the form. */
  readonly question: QuestionId;
  /** The operator. */
  readonly is: "answered";
}

/** A condition about one question. */
export type Clause = Comparison | Membership | Presence;

/** True where all the conditions are. */
export interface AllOf {
  /** The conditions. */
  readonly all: readonly Condition[];
}

/** True where at least one of the conditions is. */
export interface AnyOf {
  /** The conditions. */
  readonly any: readonly Condition[];
}

/** True where the condition is false. */
export interface NotOf {
  /** The condition. */
  readonly not: Condition;
}

/** When a page or a question is asked: data that can be checked, explained and carried to other systems, never code. */
export type Condition = Clause | AllOf | AnyOf | NotOf;

/** Schema of {@link QuestionId} and of page ids. */
export const idSchema: z.ZodType<string> = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);

const comparand = z.union([z.string().max(200), z.boolean()]);

const conditions = z.lazy(() => z.array(conditionSchema).min(1).max(50));

/** Schema of {@link Condition}. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({
      question: idSchema,
      is: z.enum(["equals", "not-equals"]),
      value: comparand,
    } satisfies Fields<Comparison>),
    z.strictObject({
      question: idSchema,
      is: z.literal("one-of"),
      value: z.array(comparand).min(1).max(200),
    } satisfies Fields<Membership>),
    z.strictObject({ question: idSchema, is: z.literal("answered") } satisfies Fields<Presence>),
    z.strictObject({ all: conditions } satisfies Fields<AllOf>),
    z.strictObject({ any: conditions } satisfies Fields<AnyOf>),
    z.strictObject({ not: conditionSchema } satisfies Fields<NotOf>),
  ]),
);
