import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ledger } from "@throughline/core";
import { createPostgres } from "@throughline/postgres";
import type { FaultRun } from "../harness.js";
import { type Step, stepOf } from "./child/step.js";
import { built, victim } from "./children.js";
import { type Ground, numberOf, onGround, seen, source, verified } from "./ground.js";
import { inLanes, sleep } from "./lanes.js";

interface Tally {
  kills: number;
  /** Steps that a process had been told were committed. */
  acknowledged: number;
  /** Steps that were begun and not acknowledged when their process was killed. */
  open: number;
  /** Those of them that had been committed. */
  committed: number;
  lost: number;
  torn: number;
  /** Repeats that did not end in exactly one effect. */
  wrong: number;
}

/** The version of each record of a step, all read at one moment. */
type Versions = (step: Step) => Promise<readonly [made: number, tally: number]>;

const emptyTally = (): Tally => ({
  kills: 0,
  acknowledged: 0,
  open: 0,
  committed: 0,
  lost: 0,
  torn: 0,
  wrong: 0,
});

function keysOf(said: readonly string[], word: string): readonly string[] {
  return said.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
}

/** What a killed process had begun: all of it or nothing is there, and its repeat makes it exactly once. */
async function repeat(ledger: Ledger, versions: Versions, key: string, tally: Tally): Promise<void> {
  const step = stepOf(key);
  const [made, count] = await versions(step);
  const isThere = made === 2;
  if (made === 1 || count !== step.turn + (isThere ? 1 : 0)) tally.torn += 1;
  const { replayed } = await ledger.commit(step.changes, step.options);
  const [madeNow, countNow] = await versions(step);
  if (madeNow !== 2 || countNow !== step.turn + 1 || (isThere && !replayed)) tally.wrong += 1;
  tally.open += 1;
  if (replayed) tally.committed += 1;
}

async function settle(ledger: Ledger, versions: Versions, said: readonly string[], tally: Tally) {
  const done = new Set(keysOf(said, "done"));
  tally.kills += 1;
  for (const key of keysOf(said, "begun")) if (!done.has(key)) await repeat(ledger, versions, key, tally);
  for (const key of done) {
    const step = stepOf(key);
    const [made, count] = await versions(step);
    tally.acknowledged += 1;
    if (made !== 2 || count <= step.turn) tally.lost += 1;
  }
}

function verdict(tally: Tally) {
  const { kills, acknowledged, open, committed, lost, torn, wrong } = tally;
  return {
    figure: `${kills} kills: ${acknowledged} acknowledged, ${lost} lost; ${open} open, ${committed} of them committed, ${torn} torn, ${wrong} not made exactly once by a repeat`,
    held: lost + torn + wrong === 0 && acknowledged > 0 && open > 0,
  };
}

function versionsIn({ ask }: Ground): Versions {
  return async ({ made, tally }) => {
    const sql = `select count(*) filter (where record <> $2)::int as made,
      coalesce(max(version) filter (where record = $2), 0) as tally
      from throughline.records where record = any ($1) and version > 0`;
    const [row] = await ask(sql, [[...made, tally], tally]);
    return [Number(row?.["made"]), Number(row?.["tally"])];
  };
}

async function onServer(ground: Ground, kills: number) {
  await ground.ask("create table naive_claims (key text)");
  await ground.ask("create table naive_outbox (key text)");
  const file = await built("committer");
  const tally = emptyTally();
  try {
    await inLanes(kills, 6, async (turn) => {
      const told = { name: `k${turn}`, connection: { url: ground.url }, lanes: 2, isNaive: true };
      const child = await victim(file, told);
      await sleep(Math.random() * 40);
      await settle(ground.store.ledger, versionsIn(ground), await child.kill(), tally);
    });
  } finally {
    rmSync(file);
  }
  const steps = tally.acknowledged + tally.open;
  const events = await numberOf(ground.ask, "select count(*) from throughline.events");
  const told = verdict(tally);
  return { figure: told.figure, held: told.held && events === steps * 3 };
}

async function control({ ask }: Ground, kills: number) {
  const half =
    "select count(*) from naive_claims c where not exists (select from naive_outbox o where o.key = c.key)";
  const torn = await numberOf(ask, half);
  return { figure: `${kills} kills: ${torn} torn`, held: torn > 0 };
}

/** The embedded database, where the killed process is the database. */
async function onFolder(kills: number) {
  const folder = mkdtempSync(join(tmpdir(), "throughline-kill-"));
  const file = await built("committer");
  const open = () => createPostgres({ source, connection: { folder } });
  const tally = emptyTally();
  try {
    await (await open()).close();
    for (let turn = 0; turn < kills; turn += 1) {
      const child = await victim(file, {
        name: `k${turn}`,
        connection: { folder },
        lanes: 1,
        isNaive: false,
      });
      await sleep(Math.random() * 300);
      const said = await child.kill();
      const { ledger, close } = await open();
      const version = async (record: Step["tally"]) => (await ledger.get(record)).record?.version ?? 0;
      const versions: Versions = async ({ made, tally: count }) => {
        const found = await Promise.all(made.map(version));
        return [found.filter((each) => each === 1).length, await version(count)];
      };
      await settle(ledger, versions, said, tally);
      await close();
    }
  } finally {
    rmSync(file);
    rmSync(folder, { recursive: true, force: true });
  }
  return verdict(tally);
}

/** Processes are killed while they commit several records at once. */
export const kills: FaultRun = ({ full }) =>
  onGround({ connections: 12 }, async (ground) => {
    const most = full ? 1000 : 30;
    return [
      await seen("kill -9 in mid-commit tears nothing, and loses nothing acknowledged", () =>
        onServer(ground, most),
      ),
      await seen("control: two statements, each committed by itself, are torn", () => control(ground, most)),
      await seen("kill -9 of the process with the embedded database in a folder", () =>
        onFolder(full ? 30 : 2),
      ),
      await verified(ground),
    ];
  });
