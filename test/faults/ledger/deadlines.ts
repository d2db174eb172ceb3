import { addSeconds, type Change, type CommitOptions, type RecordId } from "@throughline/core";
import type { FaultRun } from "../harness.js";
import { type Ground, numberOf, onGround, seen, verified } from "./ground.js";
import { inLanes, sleep } from "./lanes.js";
import { codeOf, counted, freshNote, note } from "./notes.js";

/** What a commit waits for while another session holds it. */
interface Wait {
  /** Takes the lock. */
  readonly lock: string;
  /** False: the record does not exist, and its place is held. */
  readonly exists: boolean;
  commit(held: RecordId): readonly [readonly Change[], CommitOptions];
}

const waits: Readonly<Record<string, Wait>> = {
  "a changed record": {
    lock: "select from throughline.records where record = $1 for update",
    exists: true,
    commit: (held) => [[note(held, 1)], {}],
  },
  "one of several records": {
    lock: "select from throughline.records where record = $1 for update",
    exists: true,
    commit: (held) => [[note(freshNote()), note(held, 1), note(freshNote())], {}],
  },
  "a guard": {
    lock: "select from throughline.records where record = $1 for update",
    exists: true,
    commit: (held) => [[note(freshNote())], { requires: [{ record: held, version: 1 }] }],
  },
  "a new record's place": {
    lock: "insert into throughline.records (record) values ($1)",
    exists: false,
    commit: (held) => [[note(held)], {}],
  },
  "a unique value": {
    lock: "insert into throughline.lookups values ('note', 'number', $1, '', 'note/other', true)",
    exists: false,
    commit: (held) => [[note(freshNote(), 0, { keys: [{ name: "number", value: held, unique: true }] })], {}],
  },
  "an idempotency key": {
    lock: "insert into throughline.commits values ($1, 'f', '{}')",
    exists: false,
    commit: (held) => [[note(freshNote())], { idempotencyKey: held, fingerprint: "f" }],
  },
};

/** Commits with a deadline, while the lock is held for so long. */
async function waited(
  { store, pool }: Ground,
  wait: Wait,
  beforeMs: number,
  heldMs: number,
): Promise<string> {
  const held = freshNote();
  if (wait.exists) await store.ledger.commit([note(held)]);
  const holder = await pool.connect();
  try {
    await holder.query("begin");
    await holder.query(wait.lock, [held]);
    const { now } = await store.ledger.get(held);
    const [changes, options] = wait.commit(held);
    const committing = codeOf(
      store.ledger.commit(changes, { ...options, before: addSeconds(now, beforeMs / 1000) }),
    );
    await sleep(heldMs);
    await holder.query("rollback");
    return await committing;
  } finally {
    holder.release();
  }
}

async function late(ground: Ground, wait: Wait, rounds: number) {
  const events = () => numberOf(ground.ask, "select count(*) from throughline.events");
  const before = (await events()) + (wait.exists ? rounds : 0);
  const outcomes: string[] = [];
  await inLanes(rounds, 10, async () => {
    outcomes.push(await waited(ground, wait, 150, 300));
  });
  const written = (await events()) - before;
  const isRefused = outcomes.every((outcome) => outcome === "ledger/too-late");
  return { figure: `${counted(outcomes)}; ${written} written`, held: isRefused && written === 0 };
}

async function inTime(ground: Ground, rounds: number) {
  const outcomes: string[] = [];
  await inLanes(rounds, 10, async (turn) => {
    const all = Object.values(waits);
    const wait = all[turn % all.length];
    if (wait) outcomes.push(await waited(ground, wait, 20_000, 100));
  });
  return { figure: counted(outcomes), held: outcomes.every((outcome) => outcome === "done") };
}

/** The deadline is looked at before the lock is waited for. */
async function control({ ask, pool }: Ground) {
  await ask("create table naive (id int, at timestamptz)");
  await ask("insert into naive values (1, null)");
  const holder = await pool.connect();
  await holder.query("begin; select from naive for update");
  const writing = ask(
    "update naive set at = now() where now() < now() + interval '150 ms' returning clock_timestamp() > now() + interval '150 ms' as late",
  );
  await sleep(300);
  await holder.query("commit");
  holder.release();
  const [row] = await writing;
  return {
    figure: row?.["late"] === true ? "written after its deadline" : "refused",
    held: row?.["late"] === true,
  };
}

/** A row is locked by somebody else until the deadline has passed. */
export const deadlines: FaultRun = ({ full }) =>
  onGround({ connections: 20 }, async (ground) => {
    const rounds = full ? 250 : 10;
    const findings = [];
    for (const [name, wait] of Object.entries(waits)) {
      findings.push(
        await seen(`a deadline that passes while waiting for ${name}`, () => late(ground, wait, rounds)),
      );
    }
    return [
      ...findings,
      await seen("a wait that ends before the deadline", () => inTime(ground, 2 * rounds)),
      await seen("control: a deadline looked at before the wait lets it through", () => control(ground)),
      await verified(ground),
    ];
  });
