import type { RecordId } from "@throughline/core";
import type { FaultRun } from "../harness.js";
import { type Ground, numberOf, onGround, others, seen, verified } from "./ground.js";
import { anyBelow, inLanes, shuffled, sleep } from "./lanes.js";
import { codeOf, counted, freshNote, note } from "./notes.js";

/** Connections write down what they met when they end. */
async function deadlocksOf({ ask }: Ground): Promise<number> {
  await ask(`select pg_terminate_backend(pid) ${others}`);
  await sleep(100);
  return numberOf(ask, "select deadlocks from pg_stat_database where datname = current_database()");
}

/** What a commit rests on: versions as somebody saw them last, some of them long past. */
type Seen = Map<RecordId, number>;

async function crossing({ store }: Ground, records: readonly RecordId[], versions: Seen): Promise<string> {
  const picked = shuffled(records);
  const of = (record: RecordId) => versions.get(record) ?? 0;
  const changed = picked.slice(0, 1 + anyBelow(6));
  const guards = picked.slice(6, 6 + anyBelow(5)).map((record) => ({ record, version: of(record) }));
  const fresh = anyBelow(3) === 0 ? [note(freshNote())] : [];
  const changes = shuffled([...changed.map((record) => note(record, of(record))), ...fresh]);
  const outcome = await codeOf(store.ledger.commit(changes, { requires: shuffled(guards) }));
  if (outcome === "done") for (const record of changed) versions.set(record, of(record) + 1);
  else {
    const views = await Promise.all(changed.map((record) => store.ledger.get(record)));
    for (const [at, record] of changed.entries()) versions.set(record, views[at]?.record?.version ?? 0);
  }
  return outcome;
}

async function opposite(ground: Ground, commits: number) {
  const records = Array.from({ length: 14 }, freshNote);
  const versions: Seen = new Map();
  const before = await deadlocksOf(ground);
  const outcomes: string[] = [];
  await inLanes(commits, 30, async () => {
    outcomes.push(await crossing(ground, records, versions));
  });
  const after = await deadlocksOf(ground);
  const held =
    after === before &&
    outcomes.includes("done") &&
    outcomes.every((outcome) => outcome === "done" || outcome === "ledger/conflict");
  return { figure: `${counted(outcomes)}; deadlocks ${before} before, ${after} after`, held };
}

/** Two records hand their unique values to each other, in two commits at once. */
async function swaps(ground: Ground, rounds: number) {
  const before = await deadlocksOf(ground);
  const outcomes: string[] = [];
  await inLanes(rounds, 4, async (turn) => {
    const holding = (value: string) => ({
      keys: [{ name: "number", value: `${turn}.${value}`, unique: true }],
    });
    const [one, two] = [freshNote(), freshNote()];
    await ground.store.ledger.commit([note(one, 0, holding("a")), note(two, 0, holding("b"))]);
    outcomes.push(
      ...(await Promise.all([
        codeOf(ground.store.ledger.commit([note(one, 1, holding("b"))])),
        codeOf(ground.store.ledger.commit([note(two, 1, holding("a"))])),
      ])),
    );
  });
  const after = await deadlocksOf(ground);
  const isServed = outcomes.every((outcome) => outcome === "done" || outcome === "ledger/key-taken");
  return { figure: `${counted(outcomes)}; deadlocks ${before} before, ${after} after`, held: isServed };
}

async function control(ground: Ground, rounds: number) {
  const { ask, pool } = ground;
  await ask("create table naive (id int primary key, n int)");
  await ask("insert into naive select n, 0 from generate_series(1, 2) n");
  const before = await deadlocksOf(ground);
  let gaveUp = 0;
  for (let round = 0; round < rounds; round += 1) {
    // Nobody goes on to the second row before both have their first.
    let met = 0;
    const update = async ([first, second]: readonly [number, number]) => {
      const client = await pool.connect();
      try {
        await client.query("begin; set local deadlock_timeout = '50ms'");
        await client.query("update naive set n = n + 1 where id = $1", [first]);
        met += 1;
        while (met < 2) await sleep(1);
        await client.query("update naive set n = n + 1 where id = $1", [second]);
        await client.query("commit");
      } catch {
        gaveUp += 1;
      } finally {
        client.release(true);
      }
    };
    await Promise.all([update([1, 2]), update([2, 1])]);
  }
  const after = await deadlocksOf(ground);
  return {
    figure: `${rounds} pairs: ${gaveUp} given up; deadlocks ${before} before, ${after} after`,
    held: gaveUp > 0,
  };
}

/** Commits lock many records, each in its own order. */
export const orders: FaultRun = ({ full }) =>
  onGround({ connections: 30 }, async (ground) => [
    await seen("commits over many records in random orders, with guards, meet no deadlock", () =>
      opposite(ground, full ? 20_000 : 1500),
    ),
    await seen("records that exchange unique values are served or refused, and none is given up", () =>
      swaps(ground, full ? 200 : 12),
    ),
    await seen("control: rows updated in opposite orders meet deadlocks", () => control(ground, 5)),
    await verified(ground),
  ]);
