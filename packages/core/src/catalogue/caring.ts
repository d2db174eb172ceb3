import { type FactType, plain, several } from "./fact-type.js";
import { choice, count, words, yesNo } from "./shapes.js";

/** Looking after others. */
export const caringFacts: readonly FactType[] = [
  plain("caring.has-duties", "Looks after someone", "Yn gofalu am rywun", yesNo),
  plain("caring.description", "Who you look after and when", "Am bwy rydych yn gofalu a phryd", words(2000)),
  plain("caring.hours-per-week", "Hours of care a week", "Oriau gofal yr wythnos", count(168)),
  several(
    plain(
      "caring.cares-for",
      "Whom you look after",
      "Am bwy rydych yn gofalu",
      choice("child", "partner", "parent", "other-relative", "friend", "other"),
    ),
  ),
  plain("caring.needs-childcare", "Needs childcare to take part", "Angen gofal plant i gymryd rhan", yesNo),
];
