import { type Ledger, type RecordId, storedLedger, verifyRecord } from "@throughline/core";
import { service } from "../department.js";
import type { World } from "../world.js";
import { answers } from "./person.js";
import { type Teller, titles } from "./telling.js";

/** Reads every record of the ledger from its first event. */
export async function verify(ledger: Ledger, teller: Teller): Promise<void> {
  teller.step("The ledger: every record is read from its first event");
  const records = new Set<RecordId>();
  let events = 0;
  for await (const { record } of ledger.follow()) {
    records.add(record);
    events += 1;
  }
  const verdicts = await Promise.all([...records].map((record) => verifyRecord(ledger, record)));
  teller.check(
    `${records.size} records, ${events} events: hashes agree`,
    verdicts.every(({ verdict }) => verdict === "consistent"),
  );
  teller.check("the log holds every event", verdicts.reduce((sum, each) => sum + each.events, 0) === events);
}

/** All that a ledger holds: events, and records as they stand. */
async function heldIn(ledger: Ledger): Promise<string> {
  const held: unknown[] = [];
  const records = new Set<RecordId>();
  for await (const { record, event } of ledger.follow()) {
    records.add(record);
    held.push(event);
  }
  for (const record of records) held.push((await ledger.get(record)).record);
  return JSON.stringify(held);
}

/** Answers that nothing else could be. */
const words = ["name", "address", "contact", "work-history", "health-details", "caring-details"].flatMap(
  (page) => Object.values(answers[page] ?? {}),
);

/** Looks for the person's own words in what the database holds, and through the seal. */
export async function sealed(ledger: Ledger, teller: Teller): Promise<void> {
  const [open, stored] = [await heldIn(ledger), await heldIn(storedLedger(ledger))];
  teller.check(
    "the person's words are there for whoever has the keys",
    words.every((word) => open.includes(word)),
  );
  teller.check("the database holds none of them", !words.some((word) => stored.includes(word)));
}

/** Says whether anything was asked twice. */
export async function askedOnce(world: World, journeyId: string, teller: Teller): Promise<void> {
  teller.step("The measure: who was asked what, how often");
  const { asks, status, facts } = await world.journeys.get(journeyId, { actor: service });
  const twice = Object.entries(asks)
    .filter(([, { asked }]) => asked > 1)
    .map(([type]) => type);
  teller.say(`asked once: ${titles(Object.keys(asks))}`);
  teller.check(`nothing was asked twice (${titles(twice)})`, twice.length === 0);
  teller.check(
    `everything known was asked for exactly once (${facts.length} facts)`,
    facts.every(({ type }) => asks[type]?.asked === 1),
  );
  teller.check("the journey is completed", status === "completed");
}
