import type { Language, Wording } from "./language.js";

/** The words that every form needs beside its own. */
export const words = {
  continue: { en: "Continue", cy: "Parhau" },
  submit: { en: "Accept and send", cy: "Derbyn ac anfon" },
  change: { en: "Change", cy: "Newid" },
  checkAnswers: { en: "Check your answers", cy: "Gwiriwch eich atebion" },
  problem: { en: "There is a problem", cy: "Mae problem wedi codi" },
  error: { en: "Error:", cy: "Gwall:" },
  optional: { en: "optional", cy: "dewisol" },
  notAnswered: { en: "Not answered", cy: "Heb ei ateb" },
  alreadyKnown: {
    en: "We already have this. Change it if it is not right.",
    cy: "Mae hwn gennym yn barod. Newidiwch ef os nad yw’n gywir.",
  },
  stillRight: { en: "Is that still right?", cy: "Ydy hynny’n dal yn gywir?" },
  weHave: { en: "We already have:", cy: "Mae gennym yn barod:" },
  and: { en: "and", cy: "a" },
  day: { en: "Day", cy: "Diwrnod" },
  month: { en: "Month", cy: "Mis" },
  year: { en: "Year", cy: "Blwyddyn" },
  "line-1": { en: "Address line 1", cy: "Llinell gyfeiriad 1" },
  "line-2": { en: "Address line 2 (optional)", cy: "Llinell gyfeiriad 2 (dewisol)" },
  town: { en: "Town or city", cy: "Tref neu ddinas" },
  postcode: { en: "Postcode", cy: "Cod post" },
} as const satisfies Readonly<Record<string, Wording>>;

/** A question's label, marked where it may be left blank. */
export function labelOf(
  question: { readonly label: Wording; readonly optional?: boolean },
  language: Language,
): string {
  const label = question.label[language];
  return question.optional === true ? `${label} (${words.optional[language]})` : label;
}
