import type { Source } from "@throughline/core";
import { answerPage, pageFacts, questionOf, route } from "@throughline/forms";
import type { Claimed, Grant, PersonCheck, Projection } from "@throughline/journey";
import { type Officer, organisation } from "../department.js";
import { form } from "../form.js";
import { channelOf, pageToAsk, responseFor } from "../staff/asking.js";
import type { World } from "../world.js";
import { answers } from "./person.js";
import { type Teller, titles } from "./telling.js";

/** A journey in an officer's hands. */
export interface Held {
  readonly grant: Grant;
  readonly journeyId: string;
  readonly projection: Projection;
}

/** Tells what an officer sees and does not see. */
export function tellProjection({ facts, withheld, missing }: Projection, teller: Teller): void {
  teller.say(`already known: ${titles(facts.map(({ type }) => type))}`);
  for (const because of ["consent", "assurance"] as const) {
    const types = withheld.filter((entry) => entry.because === because).map(({ type }) => type);
    if (types.length > 0) teller.say(`withheld for want of ${because}: ${titles(types)}`);
  }
  teller.say(`still open: ${titles(missing)}`);
}

/** An officer tries a code. */
export async function claim(world: World, officer: Officer, code: string): Promise<Claimed> {
  const input = { code, claimId: crypto.randomUUID(), presence: officer.presence };
  return await world.journeys.claim(input, { actor: officer.party });
}

/** An officer takes over: code, person check, release. */
export async function takeOver(
  world: World,
  officer: Officer,
  code: string,
  personCheck: PersonCheck,
  teller: Teller,
): Promise<Held> {
  const claimed = await claim(world, officer, code);
  if (!claimed.ok) throw new Error("The code was not accepted.");
  teller.say(`claimed by ${officer.name}; seen so far: ${claimed.card.service}, ${claimed.card.language}`);
  const accepted = await world.journeys.accept(claimed.grant, { personCheck }, { actor: officer.party });
  if (!accepted.ok) throw new Error("The person check failed.");
  tellProjection(accepted.projection, teller);
  return { grant: accepted.grant, journeyId: claimed.journeyId, projection: accepted.projection };
}

/** An officer asks what is open, as far as a page, and writes it down. */
export async function askOpen(
  world: World,
  officer: Officer,
  held: Held,
  teller: Teller,
  pages: readonly string[],
): Promise<void> {
  const options = { actor: officer.party, grant: held.grant };
  const channel = channelOf(officer);
  for (const page of pages) {
    const { projection } = await world.journeys.read(held.grant, options);
    const now = await world.now();
    const response = responseFor(officer, "en", projection, now);
    teller.check(`the script asks next what is open: ${page}`, pageToAsk(response, projection) === page);
    for (const { id } of route(form, response).pages.find((each) => each.id === page)?.questions ?? []) {
      teller.say(`asked by ${officer.name}: ${questionOf(form, id).label.en}`);
    }
    const source: Source = { by: "person", channel, at: now, organisation, recordedBy: officer.party.id };
    const answered = answerPage(form, response, page, answers[page] ?? {}, source);
    if (!answered.ok) throw new Error(`The story's answer on ${page} was refused.`);
    const facts = pageFacts(form, answered.response, page);
    for (const { type } of facts)
      await world.journeys.recordAsk(held.journeyId, { type, how: "asked", channel }, options);
    await world.journeys.record(held.journeyId, facts, options);
    teller.say(`now known: ${titles(facts.map(({ type }) => type))}`);
  }
}
