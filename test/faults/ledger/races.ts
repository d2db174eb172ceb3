import type { FaultRun } from "../harness.js";
import { type Ground, numberOf, onGround, seen, verified } from "./ground.js";
import { inLanes } from "./lanes.js";
import { codeOf, freshNote, note } from "./notes.js";

/** How many come at once. */
const crowds = [2, 5, 20, 50, 200];

/** After so many rounds a new record is raced for: both creations and later versions are. */
const roundsPerRecord = 20;

interface Tally {
  rounds: number;
  attempts: number;
  double: number;
  none: number;
  /** Losers that were told anything but `ledger/conflict`. */
  misled: number;
}

/** A crowd commits on one version of one record at once. */
async function round({ store }: Ground, tally: Tally, crowd: number, at: Parameters<typeof note>) {
  const tries = Array.from({ length: crowd }, () => codeOf(store.ledger.commit([note(...at)])));
  const outcomes = await Promise.all(tries);
  const winners = outcomes.filter((outcome) => outcome === "done").length;
  tally.rounds += 1;
  tally.attempts += crowd;
  if (winners > 1) tally.double += 1;
  if (winners === 0) tally.none += 1;
  tally.misled += outcomes.filter((outcome) => outcome !== "done" && outcome !== "ledger/conflict").length;
}

async function race(ground: Ground, attempts: number) {
  const tally: Tally = { rounds: 0, attempts: 0, double: 0, none: 0, misled: 0 };
  for (const crowd of crowds) {
    const records = Math.ceil(attempts / crowds.length / crowd / roundsPerRecord);
    await inLanes(records, Math.max(1, Math.floor(100 / crowd)), async () => {
      const record = freshNote();
      for (let version = 0; version < roundsPerRecord; version += 1)
        await round(ground, tally, crowd, [record, version]);
    });
  }
  const events = await numberOf(ground.ask, "select count(*) from throughline.events");
  const { rounds, double, none, misled } = tally;
  return {
    figure: `${tally.attempts} commits in ${rounds} rounds of 2 to 200: ${double} with two winners, ${none} with none, ${misled} losers not told ledger/conflict`,
    held: double + none + misled === 0 && events === rounds && tally.attempts >= attempts,
  };
}

async function naiveRace({ ask }: Ground, rounds: number) {
  await ask("create table naive (id int primary key, holder int)");
  let double = 0;
  for (let id = 0; id < rounds; id += 1) {
    await ask("insert into naive values ($1, null)", [id]);
    const claims = Array.from({ length: 20 }, async (_, by) => {
      const [row] = await ask("select holder from naive where id = $1", [id]);
      if (row?.["holder"] !== null) return false;
      await ask("update naive set holder = $2 where id = $1", [id, by]);
      return true;
    });
    if ((await Promise.all(claims)).filter(Boolean).length > 1) double += 1;
  }
  return { figure: `${rounds} rounds of 20: ${double} with two winners`, held: double > 0 };
}

/** Many commit on one version at once: one wins, the others are told. */
export const races: FaultRun = ({ full }) =>
  onGround({ connections: 60 }, async (ground) => [
    await seen("racing commits have one winner each", () => race(ground, full ? 1_000_000 : 8000)),
    await seen("control: read, then write, has several", () => naiveRace(ground, full ? 1000 : 30)),
    await verified(ground),
  ]);
