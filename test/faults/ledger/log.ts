import type { LedgerEvent } from "@throughline/core";
import pg from "pg";
import { freshDatabase } from "../../support/postgres.js";
import type { FaultRun } from "../harness.js";
import { type Ground, numberOf, onGround, others, seen, verified } from "./ground.js";
import { anyBelow, inLanes, meanwhile, sleep } from "./lanes.js";
import { freshNote, note } from "./notes.js";
import { openCommit } from "./open-commit.js";

/** A follower of its own, for as long as the signal lets it. */
function follower({ store }: Ground, told: LedgerEvent[], signal: AbortSignal): Promise<void> {
  return (async () => {
    for await (const event of store.ledger.follow({ live: true, signal })) told.push(event);
  })();
}

async function all(events: AsyncIterable<LedgerEvent>): Promise<readonly LedgerEvent[]> {
  const list: LedgerEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

const nameOf = ({ record, version }: LedgerEvent) => `${record}/${version}`;

/** Events told twice, or out of their record's own order, or with a gap in the log. */
function faultsIn(told: readonly LedgerEvent[]): number {
  const versions = new Map<string, number>();
  let faults = 0;
  told.forEach(({ record, version, position }, at) => {
    if (version !== (versions.get(record) ?? 0) + 1 || position?.sequence !== at + 1) faults += 1;
    versions.set(record, version);
  });
  return faults;
}

/** A sequencer by hand: a step that is ended before it is committed, or is killed in the middle. */
async function brokenStep({ url }: Ground): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "sequencer" });
  client.on("error", () => {});
  await client.connect();
  await client.query("begin");
  await client.query("select throughline.sequence_events(50, true)").catch(() => {});
  await client.query("select pg_terminate_backend(pg_backend_pid())").catch(() => {});
  await client.end().catch(() => {});
}

async function write(ground: Ground, commits: number): Promise<void> {
  const perLane = Math.ceil(commits / 12);
  await inLanes(12, 12, async () => {
    const record = freshNote();
    for (let version = 0; version < perLane; version += 1) {
      if (version % 20 === 0) await openCommit(ground, () => sleep(anyBelow(120)));
      await ground.store.ledger.commit([note(record, version), note(freshNote())]);
    }
  });
}

/** Two sequencers and two live followers, while steps are broken off, writers stay open and connections end. */
async function storm(ground: Ground, commits: number) {
  const ending = new AbortController();
  const lives: LedgerEvent[][] = [[], []];
  const following = lives.map((told) => follower(ground, told, ending.signal));
  let broken = 0;
  const breaking = async () => {
    await brokenStep(ground);
    await ground.ask(
      `select pg_terminate_backend(pid) from (select pid ${others} order by random() limit 1) victims`,
    );
    broken += 1;
  };
  const sequencing = async () => {
    await ground.store.sequence();
  };
  await meanwhile(breaking, 40, () =>
    meanwhile(sequencing, 3, () => meanwhile(sequencing, 3, () => write(ground, commits))),
  );
  const told = await all(ground.store.ledger.follow());
  for (let waited = 0; lives.some((live) => live.length < told.length) && waited < 60_000; waited += 20)
    await sleep(20);
  ending.abort();
  await Promise.all(following);
  const events = await numberOf(ground.ask, "select count(*) from throughline.events");
  const order = told.map(nameOf).join(" ");
  const differing = lives.filter((live) => live.map(nameOf).join(" ") !== order).length;
  const missing = events - new Set(told.map(nameOf)).size;
  return {
    figure: `${told.length} events, ${broken} steps broken off: ${missing} left out, ${faultsIn(told)} twice or out of order, ${differing} of 2 live followers told otherwise`,
    held: broken > 0 && missing === 0 && told.length === events && faultsIn(told) === 0 && differing === 0,
  };
}

/** Open writers, in this database and in another one of the server, hold nothing up. */
async function openWriters(ground: Ground) {
  const elsewhere = await freshDatabase();
  const idle = [elsewhere.url, ground.url].map((url) => new pg.Client({ connectionString: url }));
  try {
    for (const client of idle) {
      await client.connect();
      await client.query("begin; create table idle (id int); insert into idle values (1)");
    }
    const known = (await all(ground.store.ledger.follow())).length;
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let open = Promise.resolve();
    await new Promise<void>((written) => {
      open = openCommit(ground, () => {
        written();
        return held;
      });
    });
    await inLanes(20, 10, async () => {
      await ground.store.ledger.commit([note(freshNote())]);
    });
    const during = (await all(ground.store.ledger.follow())).length - known;
    letGo();
    await open;
    const afterwards = (await all(ground.store.ledger.follow())).length - known;
    const figure = `20 commits beside an open one: ${during} told at once, ${afterwards} when it was committed`;
    return { figure, held: during === 20 && afterwards === 21 };
  } finally {
    await Promise.all(idle.map((client) => client.end()));
    await elsewhere.drop();
  }
}

/** While a sequencer hangs, the lag says so; when it is gone, nothing is left. */
async function lag({ store, pool }: Ground) {
  const hanging = await pool.connect();
  await store.ledger.commit([note(freshNote())]);
  await hanging.query("begin; select throughline.sequence_events(1, true)");
  for (let turn = 0; turn < 30; turn += 1) await store.ledger.commit([note(freshNote())]);
  await sleep(300);
  const moved = await store.sequence();
  const behind = await store.lag();
  await hanging.query("rollback");
  hanging.release();
  while ((await store.sequence()) > 0);
  const after = await store.lag();
  return {
    figure: `${behind.events} events and ${behind.seconds.toFixed(1)} s behind a hanging sequencer, then ${after.events}`,
    held: moved === 0 && behind.events === 31 && behind.seconds >= 0.25 && after.events === 0,
  };
}

/** A follower that remembers the highest number of an identity column. */
async function control({ ask, pool }: Ground, rows: number) {
  await ask("create table naive (id bigint generated always as identity primary key)");
  let cursor = 0;
  let told = 0;
  const look = async () => {
    const found = await ask("select id::int from naive where id > $1 order by id", [cursor]);
    told += found.length;
    cursor = Number(found.at(-1)?.["id"] ?? cursor);
  };
  await meanwhile(look, 1, () =>
    inLanes(rows, 12, async () => {
      const client = await pool.connect();
      await client.query("begin; insert into naive default values");
      await sleep(anyBelow(8));
      await client.query("commit");
      client.release();
    }),
  );
  await look();
  return { figure: `${rows} rows: ${rows - told} never told`, held: told < rows };
}

/** The one order of all events, whatever its sequencers and writers do. */
export const log: FaultRun = ({ full }) =>
  onGround({ connections: 24, pollMs: 10 }, async (ground) => [
    await seen("follow tells each event once in one order, whatever sequencers and writers do", () =>
      storm(ground, full ? 10_000 : 1200),
    ),
    await seen("open writers hold up nobody else's events", () => openWriters(ground)),
    await seen("lag is reported", () => lag(ground)),
    await seen("control: a cursor on an identity column leaves rows out", () =>
      control(ground, full ? 5000 : 400),
    ),
    await verified(ground),
  ]);
