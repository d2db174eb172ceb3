import { type FactType, plain } from "./fact-type.js";
import { choice, count, day, line, words, yesNo, yesNoOrUnsaid } from "./shapes.js";

/** Work: what somebody does, did and looks for. */
export const workFacts: readonly FactType[] = [
  plain(
    "work.status",
    "Work status",
    "Statws gwaith",
    choice("employed", "self-employed", "unemployed", "student", "retired", "not-able-to-work", "caring"),
  ),
  plain("work.history", "Work history", "Hanes gwaith", words(2000)),
  plain("work.employer", "Employer", "Cyflogwr", line(), "https://schema.org/worksFor"),
  plain("work.job-title", "Job title", "Teitl swydd", line(), "https://schema.org/jobTitle"),
  plain("work.hours-per-week", "Hours of work a week", "Oriau gwaith yr wythnos", count(168)),
  plain("work.last-day", "Last day of work", "Diwrnod olaf o waith", day),
  plain("work.wanted", "Work you are looking for", "Gwaith rydych yn chwilio amdano", words(1000)),
  plain("work.can-start", "When you can start", "Pryd y gallwch ddechrau", day),
  plain("work.has-right-to-work", "Has the right to work here", "Mae ganddo'r hawl i weithio yma", yesNo),
  plain("work.has-driving-licence", "Can drive", "Yn gallu gyrru", yesNo),
  {
    ...plain("work.unspent-convictions", "Unspent convictions", "Euogfarnau heb ddarfod", yesNoOrUnsaid),
    sensitivity: "criminal-offence",
  },
];
