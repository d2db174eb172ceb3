import { type CalendarDate, calendarDateSchema, type Fields } from "@throughline/core";
import * as z from "zod";
import type { PresenceKind } from "./model.js";

/** Documents that an officer may have seen. Only the type is kept, never a number. */
export const documentTypes = [
  "passport",
  "driving-licence",
  "national-identity-card",
  "residence-permit",
  "birth-certificate",
  "other-official",
] as const;

/** One type of document. */
export type DocumentType = (typeof documentTypes)[number];

/**
 * How the person was checked. `P1`: the officer enters what the person says their date of birth is, without seeing it,
 * and learns only yes or no. `P3`: the officer has seen a document.
 */
export type PersonCheck = DateOfBirthCheck | DocumentCheck;

/** How well the person was checked. */
export type PersonCheckLevel = PersonCheck["level"];

/** The officer asks for the date of birth and enters the answer blind. Never opens special categories of data. */
export interface DateOfBirthCheck {
  /** Knowledge only. */
  readonly level: "P1";
  /** What the person said. Compared and forgotten. */
  readonly dateOfBirth: CalendarDate;
}

/** The officer has seen a document. Only where officer and person are in one place. */
export interface DocumentCheck {
  /** Document seen. */
  readonly level: "P3";
  /** Which type. */
  readonly document: DocumentType;
}

const dateOfBirthCheck: z.ZodType<DateOfBirthCheck> = z.strictObject({
  level: z.literal("P1"),
  dateOfBirth: calendarDateSchema,
} satisfies Fields<DateOfBirthCheck>);

const documentCheck: z.ZodType<DocumentCheck> = z.strictObject({
  level: z.literal("P3"),
  document: z.enum(documentTypes),
} satisfies Fields<DocumentCheck>);

/** Schema of {@link PersonCheck}. */
export const personCheckSchema: z.ZodType<PersonCheck> = z.union([dateOfBirthCheck, documentCheck]);

/** Where each level can be done: a document is shown to somebody who is there. */
export const personCheckPlaces: Readonly<Record<PersonCheckLevel, readonly PresenceKind[]>> = {
  P1: ["call", "video", "desk", "kiosk"],
  P3: ["desk", "kiosk"],
};

/** How many dates of birth may be tried for one handoff in its whole life. */
export const personCheckTries = 3;
