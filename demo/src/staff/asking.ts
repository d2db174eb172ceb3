import type { Instant, Source } from "@throughline/core";
import { type FormResponse, route, startResponse } from "@throughline/forms";
import type { Projection } from "@throughline/journey";
import { type Officer, organisation } from "../department.js";
import { form } from "../form.js";
import { purposes } from "../purposes.js";
import type { Language } from "../words.js";

/** The channel in which an officer meets people. */
export function channelOf(officer: Officer): "phone" | "office" {
  return officer.presence.kind === "desk" ? "office" : "phone";
}

/**
 * The form as this officer may see it: what was released is known. `agree` follows from what was released: a consent
 * that does not stand opens none of its questions.
 */
export function responseFor(
  officer: Officer,
  language: Language,
  projection: Projection,
  now: Instant,
): FormResponse {
  const channel = channelOf(officer);
  const options = { language, channel, today: now.slice(0, 10), known: projection.facts };
  const response = startResponse(form, options);
  const isCovered = !projection.withheld.some(
    ({ type, because: why }) => why === "consent" && purposes.adapt.facts.includes(type),
  );
  const source: Source = { by: "person", channel, at: now, organisation };
  const agree = { question: "agree", value: isCovered, origin: "asked", source } as const;
  return { ...response, answers: [...response.answers, agree] };
}

/** The first page with something to ask: not known, not held back, and not left blank by choice. */
export function pageToAsk(response: FormResponse, projection: Projection): string | undefined {
  const open = new Set(projection.missing);
  const isOpen = (id: string) => {
    const question = form.questions.get(id)?.question;
    return question?.fact !== undefined && question.optional !== true && open.has(question.fact);
  };
  const pages = route(form, response).pages.filter(({ status }) => status === "ask");
  return pages.find(({ questions }) => questions.some(({ id, status }) => status === "ask" && isOpen(id)))
    ?.id;
}
