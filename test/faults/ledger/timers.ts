import { rmSync } from "node:fs";
import { addSeconds, isThroughlineError, type RecordId } from "@throughline/core";
import type { FaultRun } from "../harness.js";
import { built, victim } from "./children.js";
import { type Ground, numberOf, onGround, seen, verified } from "./ground.js";
import { anyBelow, inLanes, sleep } from "./lanes.js";
import { freshNote, note } from "./notes.js";

/** Records that each name one timer, due any time within these seconds. */
async function timed(
  { store }: Ground,
  records: number,
  withinSeconds: number,
): Promise<readonly RecordId[]> {
  const made = Array.from({ length: records }, freshNote);
  const { now } = await store.ledger.get(freshNote());
  await inLanes(records, 12, async (turn) => {
    const due = addSeconds(now, 0.1 + Math.random() * withinSeconds);
    const record = made[turn] ?? freshNote();
    await store.ledger.commit([note(record, 0, { timers: [{ name: "due", due }] })]);
  });
  return made;
}

/** Twenty workers in four processes, one of which is killed every so often and started anew, until all has fired. */
async function killed(ground: Ground, records: number) {
  const file = await built("worker");
  const told = { url: ground.url, workers: 5 };
  const fires: string[] = [];
  let kills = 0;
  const left = () => numberOf(ground.ask, "select count(*) from throughline.timers");
  try {
    const made = await timed(ground, records, 4);
    const crew = await Promise.all(Array.from({ length: 4 }, () => victim(file, told)));
    const end = async (at: number) => {
      const said = (await crew[at]?.kill()) ?? [];
      fires.push(...said.filter((line) => line.startsWith("fired ")).map((line) => line.slice(6)));
    };
    while ((await left()) > 0) {
      await sleep(anyBelow(150));
      const at = anyBelow(4);
      await end(at);
      kills += 1;
      crew[at] = await victim(file, told);
    }
    await Promise.all([0, 1, 2, 3].map(end));
    const fired = new Set(fires);
    const never = made.filter((record) => !fired.has(record)).length;
    const effects = await numberOf(ground.ask, "select count(*) from throughline.events where version = 2");
    const figure = `${records} timers, 20 workers, ${kills} killed: ${fires.length} fires, ${never} never fired, ${effects} effects`;
    return { figure, held: never === 0 && effects === records && kills > 0 };
  } finally {
    rmSync(file);
  }
}

/** Timers are dropped by commits around the time when they are due. What is taken after that was acknowledged is wrong. */
async function dropped(ground: Ground, records: number) {
  const { store } = ground;
  const made = await timed(ground, records, 2);
  const gone = new Set<string>();
  const taken = new Set<string>();
  let wrong = 0;
  let early = 0;
  let isOver = false;
  const work = async () => {
    while (!isOver) {
      const before = new Set(gone);
      const due = await store.timers.take({ limit: 5, leaseSeconds: 1 });
      const { now } = await store.ledger.get("note/none");
      for (const timer of due) {
        taken.add(timer.record);
        if (before.has(timer.record)) wrong += 1;
        if (timer.due > now) early += 1;
      }
      if (due.length === 0) await sleep(10);
    }
  };
  const workers = Array.from({ length: 20 }, work);
  await inLanes(records, 8, async (turn) => {
    const record = made[turn] ?? freshNote();
    await sleep(anyBelow(20));
    await store.ledger.commit([note(record, 1)]).catch((error: unknown) => {
      if (!isThroughlineError(error, "ledger/conflict")) throw error;
    });
    gone.add(record);
  });
  await sleep(1200);
  isOver = true;
  await Promise.all(workers);
  const left = await numberOf(ground.ask, "select count(*) from throughline.timers");
  const figure = `${records} timers dropped, ${taken.size} of them taken before: ${wrong} taken after it was acknowledged, ${early} before they were due`;
  return { figure, held: wrong === 0 && early === 0 && left === 0 && taken.size > 0 };
}

/** Workers that take what is due, without a lease. */
async function control({ ask }: Ground, rows: number) {
  await ask("create table naive (id int)");
  await ask("insert into naive select generate_series(1, $1::int)", [rows]);
  let fires = 0;
  await inLanes(20, 20, async () => {
    for (;;) {
      const found = await ask("select id from naive order by id limit 3");
      if (found.length === 0) return;
      for (const row of found) {
        fires += 1;
        await ask("delete from naive where id = $1", [row["id"]]);
      }
    }
  });
  return { figure: `${rows} rows, 20 workers: ${fires} fires`, held: fires > rows };
}

/** What is due, while those who deal with it are killed. */
export const timers: FaultRun = ({ full }) =>
  onGround({ connections: 30 }, async (ground) => [
    await seen("timers fire at least once, whoever is killed, and take effect once", () =>
      killed(ground, full ? 4000 : 600),
    ),
    await seen("no timer is taken after a commit dropped it, or before it is due", () =>
      dropped(ground, full ? 2000 : 300),
    ),
    await seen("control: without a lease, workers fire the same row several times", () =>
      control(ground, 200),
    ),
    await verified(ground),
  ]);
