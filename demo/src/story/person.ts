import type { Actor, Source } from "@throughline/core";
import {
  answerPage,
  type FieldInput,
  type FormResponse,
  pageFacts,
  questionOf,
  route,
  startResponse,
} from "@throughline/forms";
import { organisation } from "../department.js";
import { form } from "../form.js";
import { purposes } from "../purposes.js";
import type { World } from "../world.js";
import { type Teller, titles } from "./telling.js";

/** What the person in the story says, page by page. */
export const answers: Readonly<Record<string, FieldInput>> = {
  name: { "full-name": "Siân Morgan" },
  "date-of-birth": { "date-of-birth-day": "27", "date-of-birth-month": "3", "date-of-birth-year": "1984" },
  address: {
    "address-line-1": "12 Heol y Castell",
    "address-town": "Cardiff",
    "address-postcode": "CF10 1AA",
  },
  contact: { email: "sian@example.com" },
  "work-history": { "work-history": "Eight years in a bakery, mostly nights." },
  agree: { agree: "yes" },
  health: { "health-affects-work": "yes" },
  "health-details": { "health-description": "I cannot stand for longer than an hour." },
  caring: { caring: "yes" },
  "caring-details": { "caring-description": "My mother, on weekday mornings." },
  housing: { housing: "temporary" },
};

/** Records a yes or a withdrawal of the person's, on the web. */
export async function decide(world: World, person: Actor, decision: "grant" | "withdraw"): Promise<void> {
  const { id, facts } = purposes.adapt;
  const common = { subject: person.id, purpose: id, channel: "web" } as const;
  if (decision === "withdraw") {
    await world.consent.withdraw(common, { actor: person });
    return;
  }
  const notice = { hash: world.notice.renderings["en"] ?? "", language: "en" };
  const evidence = { kind: "web", control: "button" } as const;
  const act = {
    ...common,
    facts,
    recipients: [organisation],
    notice,
    evidence,
    expression: "explicit",
  } as const;
  await world.consent.grant(act, { actor: person });
}

async function answerOne(
  world: World,
  at: { readonly journeyId: string; readonly person: Actor; readonly page: string },
  response: FormResponse,
  teller: Teller,
): Promise<FormResponse> {
  const { journeyId, person, page } = at;
  const source: Source = { by: "person", channel: "web", at: await world.now(), organisation };
  const answered = answerPage(form, response, page, answers[page] ?? {}, source);
  if (!answered.ok) throw new Error(`The story's answer on ${page} was refused.`);
  if (page === "agree") await decide(world, person, "grant");
  const facts = pageFacts(form, answered.response, page);
  for (const { type } of facts)
    await world.journeys.recordAsk(journeyId, { type, how: "asked", channel: "web" }, { actor: person });
  if (facts.length > 0) await world.journeys.record(journeyId, facts, { actor: person });
  const asked = route(form, response).pages.find(({ id }) => id === page)?.questions ?? [];
  for (const { id } of asked) teller.say(`asked: ${questionOf(form, id).label.en}`);
  teller.say(`now known: ${titles(facts.map(({ type }) => type))}`);
  return answered.response;
}

/** The person fills in the form on the web, up to a page. */
export async function fillIn(
  world: World,
  at: { readonly journeyId: string; readonly person: Actor; readonly upTo: string },
  teller: Teller,
  begun?: FormResponse,
): Promise<FormResponse> {
  const today = (await world.now()).slice(0, 10);
  let response = begun ?? startResponse(form, { language: "en", channel: "web", today });
  for (let { next } = route(form, response); next !== at.upTo; { next } = route(form, response)) {
    response = await answerOne(world, { ...at, page: next }, response, teller);
  }
  return response;
}
