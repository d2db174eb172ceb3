import { type Ledger, type RecordId, verifyRecord } from "@throughline/core";
import { service } from "../department.js";
import type { World } from "../world.js";
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
