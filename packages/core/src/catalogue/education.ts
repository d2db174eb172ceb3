import * as z from "zod";
import { type FactType, plain, several } from "./fact-type.js";
import { choice, count, line, yesNo } from "./shapes.js";

/** What somebody has learnt. */
export const educationFacts: readonly FactType[] = [
  plain(
    "education.highest-level",
    "Highest qualification",
    "Cymhwyster uchaf",
    choice("none", "entry", "level-1", "level-2", "level-3", "level-4-5", "level-6", "level-7-8", "other"),
  ),
  several(
    plain(
      "education.qualification",
      "Qualification",
      "Cymhwyster",
      z.strictObject({ name: line(), grade: line(50).exactOptional(), year: count(2999).exactOptional() }),
      "https://schema.org/hasCredential",
    ),
  ),
  plain("education.is-studying", "Studying now", "Yn astudio nawr", yesNo),
  plain(
    "education.wants-basic-skills",
    "Wants help with reading, numbers or computers",
    "Eisiau help gyda darllen, rhifau neu gyfrifiaduron",
    yesNo,
  ),
];
