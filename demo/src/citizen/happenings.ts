import type { Instant } from "@throughline/core";
import type { TimelineEntry } from "@throughline/journey";
import type { Language } from "../words.js";

const happenings: Readonly<Record<TimelineEntry["what"], Readonly<Record<Language, string>>>> = {
  "journey.started": { en: "started", cy: "wedi dechrau" },
  "journey.bound": { en: "signed in", cy: "wedi mewngofnodi" },
  "journey.recorded": { en: "wrote down", cy: "wedi ysgrifennu" },
  "journey.asked": { en: "asked for", cy: "wedi gofyn am" },
  "journey.step-reached": { en: "reached a step", cy: "wedi cyrraedd cam" },
  "journey.read": { en: "looked at", cy: "wedi edrych ar" },
  "journey.completed": { en: "finished", cy: "wedi gorffen" },
  "handoff.offered": { en: "gave a code to carry on elsewhere", cy: "wedi rhoi cod i barhau mewn lle arall" },
  "handoff.code-reissued": { en: "replaced the code", cy: "wedi newid y cod" },
  "handoff.claimed": { en: "used the code", cy: "wedi defnyddio’r cod" },
  "handoff.accepted": { en: "checked who you are and saw", cy: "wedi gwirio pwy ydych chi a gweld" },
  "handoff.completed": { en: "finished their part", cy: "wedi gorffen eu rhan" },
  "handoff.lapsed": {
    en: "took it back, as nobody opened it in time",
    cy: "wedi’i gymryd yn ôl, am nad agorodd neb ef mewn pryd",
  },
  "handoff.returned": { en: "gave it back", cy: "wedi’i roi yn ôl" },
  "handoff.declined": { en: "passed it on unopened", cy: "wedi’i basio ymlaen heb ei agor" },
  "handoff.expired": {
    en: "ended the code, which had run out",
    cy: "wedi dod â’r cod i ben, gan fod ei amser ar ben",
  },
  "handoff.withdrawn": { en: "took the code back", cy: "wedi tynnu’r cod yn ôl" },
  "handoff.recalled": { en: "took it back", cy: "wedi’i gymryd yn ôl" },
};

/** What happened, in words. */
export function whatHappened(what: TimelineEntry["what"], language: Language): string {
  return happenings[what][language];
}

/** An instant as people say it in the United Kingdom. */
export function when(instant: Instant, language: Language): string {
  const format = new Intl.DateTimeFormat(language === "cy" ? "cy-GB" : "en-GB", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "Europe/London",
  });
  return format.format(new Date(instant));
}
