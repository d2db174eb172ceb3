import * as z from "zod";
import { type FactType, plain, several, special } from "./fact-type.js";
import { choice, country, day, language, line, yesNo } from "./shapes.js";

const ns = "http://www.w3.org/ns/person#";

/** Who somebody is. */
export const personFacts: readonly FactType[] = [
  plain("person.full-name", "Full name", "Enw llawn", line(), "https://schema.org/name"),
  plain(
    "person.given-names",
    "First and middle names",
    "Enwau cyntaf a chanol",
    line(),
    "https://schema.org/givenName",
  ),
  plain("person.family-name", "Last name", "Cyfenw", line(), "https://schema.org/familyName"),
  plain("person.known-as", "What to call you", "Beth i'ch galw", line(), "https://schema.org/alternateName"),
  several(plain("person.previous-name", "Previous name", "Enw blaenorol", line())),
  plain("person.birth-name", "Name at birth", "Enw adeg geni", line(), `${ns}birthName`),
  plain("person.date-of-birth", "Date of birth", "Dyddiad geni", day, "https://schema.org/birthDate"),
  plain("person.place-of-birth", "Place of birth", "Man geni", line(), `${ns}placeOfBirth`),
  several(plain("person.nationality", "Nationality", "Cenedligrwydd", country, `${ns}citizenship`)),
  plain("person.preferred-language", "Preferred language", "Dewis iaith", language),
  plain("person.needs-interpreter", "Needs an interpreter", "Angen cyfieithydd ar y pryd", yesNo),
  plain(
    "person.marital-status",
    "Marital status",
    "Statws priodasol",
    choice("single", "married", "civil-partnership", "separated", "divorced", "widowed"),
  ),
  // Without the spaces that people put in: two letters, six digits, one letter from A to D.
  plain(
    "person.national-insurance-number",
    "National Insurance number",
    "Rhif Yswiriant Gwladol",
    z.string().regex(/^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]$/),
  ),
  special(plain("person.ethnic-group", "Ethnic group", "Grŵp ethnig", line())),
];
