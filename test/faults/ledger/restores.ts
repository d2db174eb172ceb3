import type { Commit, LogPosition, RecordId } from "@throughline/core";
import { createPostgres, type Postgres, type PostgresNotice } from "@throughline/postgres";
import { freshDatabase } from "../../support/postgres.js";
import type { FaultFinding, FaultRun } from "../harness.js";
import { contentsOf, type Dump, dump, inFolder, pastFolder, restore } from "./dumps.js";
import { type Ground, onDatabase, onGround, seen, source, verified, verifiedOf } from "./ground.js";
import { inLanes } from "./lanes.js";
import { codeOf, freshNote, note } from "./notes.js";

const until = "2999-01-01T00:00:00.000Z";
const limit = 10;

/** What was promised before the dump, and how much of it was taken since. */
interface Promised {
  readonly commits: readonly Commit[];
  readonly position: LogPosition;
  quotaTaken: number;
  timersTaken: Set<RecordId>;
}

async function promise({ store }: Ground, commits: number): Promise<Promised> {
  const made: Commit[] = [];
  await inLanes(commits, 8, async (turn) => {
    const timers = turn < 10 ? [{ name: "due", due: "2020-01-01T00:00:00.000Z" }] : [];
    const keys = [{ name: "number", value: String(turn), unique: true }];
    made[turn] = await store.ledger.commit([note(freshNote(), 0, { timers, keys }), note(freshNote())], {
      idempotencyKey: `kept.${turn}`,
      fingerprint: "f",
    });
  });
  let position: LogPosition | undefined;
  for await (const event of store.ledger.follow()) position = event.position;
  for (let turn = 0; turn < 30; turn += 1) await store.ledger.commit([note(freshNote())]);
  for (let turn = 0; turn < 4; turn += 1) await store.quota.take("kept", { limit, until });
  if (!position) throw new Error("Nothing was told.");
  return { commits: made, position, quotaTaken: 4, timersTaken: new Set() };
}

async function replayed({ ledger }: Postgres, { commits }: Promised): Promise<boolean> {
  const again = await Promise.all(
    commits.map((_, turn) =>
      ledger.commit([note(freshNote())], { idempotencyKey: `kept.${turn}`, fingerprint: "f" }),
    ),
  );
  const told = (commit: Commit | undefined) => JSON.stringify([commit?.time, commit?.records]);
  return again.every((commit, turn) => commit.replayed && told(commit) === told(commits[turn]));
}

/** Half the timers that are left are taken, each once. */
async function fire({ timers }: Postgres, promised: Promised): Promise<boolean> {
  const left = 10 - promised.timersTaken.size;
  const due = await timers.take({ limit: Math.ceil(left / 2) });
  const isNew = due.every(({ record }) => !promised.timersTaken.has(record));
  for (const timer of due) {
    await timers.done(timer);
    promised.timersTaken.add(timer.record);
  }
  return isNew && due.length === Math.ceil(left / 2);
}

async function limited({ quota }: Postgres, promised: Promised): Promise<boolean> {
  const { remaining, granted } = await quota.take("kept", { limit, until });
  promised.quotaTaken += 1;
  return granted && remaining === limit - promised.quotaTaken;
}

/** The old position leads nowhere; in the new log each event stands once. */
async function followed({ ledger }: Postgres, events: number, { position }: Promised): Promise<boolean> {
  const goOn = async () => {
    for await (const event of ledger.follow({ after: position })) return event;
    return undefined;
  };
  const told = new Set<string>();
  let count = 0;
  for await (const { record, version, position: at } of ledger.follow()) {
    count += 1;
    if (at?.log !== position.log && at?.sequence === count) told.add(`${record}/${version}`);
  }
  return (await codeOf(goOn())) === "ledger/not-found" && told.size === events && count === events;
}

async function isTaken({ ledger }: Postgres): Promise<boolean> {
  const keys = [{ name: "number", value: "3", unique: true }];
  return (await codeOf(ledger.commit([note(freshNote(), 0, { keys })]))) === "ledger/key-taken";
}

/** What must hold on the other side, and what of it does not. */
async function checks(store: Postgres, rows: Dump, promised: Promised, notices: readonly PostgresNotice[]) {
  const { records, events } = contentsOf(rows);
  const [first = "note/none"] = records;
  const version = (await store.ledger.get(first)).record?.version ?? 0;
  const found = {
    "the notice": notices.length === 1 && notices[0]?.previousLog === promised.position.log,
    "the log": await followed(store, events, promised),
    keys: await replayed(store, promised),
    timers: await fire(store, promised),
    quotas: await limited(store, promised),
    "unique values": await isTaken(store),
    "new commits": (await codeOf(store.ledger.commit([note(first, version)]))) === "done",
  };
  const whole = await verifiedOf({ store }, records);
  const wrong = Object.entries(found).flatMap(([name, held]) => (held ? [] : [name]));
  return {
    figure: `${records.length} records, ${whole.events} events, ${whole.broken} broken; wrong: ${wrong.join(", ") || "nothing"}`,
    held: whole.broken === 0 && whole.events === events + 1 && wrong.length === 0,
  };
}

/** What came out on the other side, to be restored once more. */
interface Came {
  readonly finding: FaultFinding;
  readonly rows: Dump;
  readonly promised: Promised;
}

/** The log that is open now is the old one for whoever restores next. */
async function lastPosition({ ledger }: Postgres): Promise<LogPosition> {
  let last: LogPosition | undefined;
  for await (const { position } of ledger.follow()) last = position;
  if (!last) throw new Error("Nothing was told.");
  return last;
}

async function toServer(name: string, url: string, rows: Dump, promised: Promised): Promise<Came> {
  await onDatabase(url, {}, ({ ask }) => restore(ask, rows));
  const notices: PostgresNotice[] = [];
  return onDatabase(url, { onNotice: (notice) => notices.push(notice) }, async ({ store, ask }) => {
    const finding = await seen(name, () => checks(store, rows, promised, notices));
    const position = await lastPosition(store);
    return { finding, rows: await dump(ask), promised: { ...promised, position } };
  });
}

async function toFolder(name: string, folder: string, rows: Dump, promised: Promised): Promise<Came> {
  const notices: PostgresNotice[] = [];
  const open = (onNotice: (notice: PostgresNotice) => void) =>
    createPostgres({ source, connection: { folder }, onNotice });
  await (await open(() => {})).close();
  await pastFolder(folder, (ask) => restore(ask, rows));
  const store = await open((notice) => notices.push(notice));
  const finding = await seen(name, () => checks(store, rows, promised, notices));
  const position = await lastPosition(store);
  await store.close();
  return { finding, rows: await pastFolder(folder, dump), promised: { ...promised, position } };
}

/** Yesterday's dump, put back into the database it came from: the schema is dropped and made anew. */
async function backInPlace(name: string, ground: Ground, rows: Dump, promised: Promised): Promise<Came> {
  await ground.ask("drop schema throughline cascade");
  return toServer(name, ground.url, rows, promised);
}

async function roundTrip(ground: Ground, commits: number): Promise<readonly FaultFinding[]> {
  const promised = await promise(ground, commits);
  const rows = await dump(ground.ask);
  const elsewhere = await freshDatabase();
  try {
    const there = await inFolder((folder) =>
      toFolder("restored into the embedded database", folder, rows, promised),
    );
    const back = await toServer("and back into a server", elsewhere.url, there.rows, there.promised);
    // Going on after the dump, as the world does until somebody restores it.
    for (let turn = 0; turn < 20; turn += 1) await ground.store.ledger.commit([note(freshNote())]);
    const later = await lastPosition(ground.store);
    const again = { ...promised, position: later, quotaTaken: 4, timersTaken: new Set<RecordId>() };
    const inPlace = await backInPlace("restored in the place it came from", ground, rows, again);
    return [there.finding, back.finding, inPlace.finding, await verified(ground)];
  } finally {
    await elsewhere.drop();
  }
}

/** A dump of all tables (a copy of their rows, as any tool makes it) comes back somewhere else, or later. */
export const restores: FaultRun = ({ full }) =>
  onGround({ connections: 8 }, (ground) => roundTrip(ground, full ? 2000 : 200));
