import type { Language } from "./language.js";
import type { Question } from "./question.js";
import { labelOf } from "./words.js";

/** Who reads the question out or reads it: the person on the page, or staff on the phone or face to face. */
export const audiences = ["web", "phone", "office"] as const;

/** One audience of {@link audiences}. */
export type Audience = (typeof audiences)[number];

/** A member of staff who asks. */
export type StaffAudience = Exclude<Audience, "web">;

/** The question as it is put: staff have their own words where the form gives them. */
export function askingOf(question: Question, language: Language, audience: Audience): string {
  const { phone, office } = question.script ?? {};
  const wordings = { web: undefined, phone: phone ?? office, office: office ?? phone };
  return wordings[audience]?.[language] ?? labelOf(question, language);
}
