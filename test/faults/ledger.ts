import {
  type Actor,
  addSeconds,
  consentEpoch,
  consentEpochOf,
  createRepository,
  type Decider,
  isThroughlineError,
  type Ledger,
  newId,
  type RecordId,
  recordOf,
  transact,
  verifyRecord,
} from "@throughline/core";
import { createPostgres } from "@throughline/postgres";
import pg from "pg";
import { freshDatabase } from "../support/postgres.js";
import type { FaultFinding, FaultRun } from "./harness.js";

const actor: Actor = { kind: "service", id: "faults", organisation: "o" };

interface Slot {
  readonly holder?: string;
}

type Took = { readonly type: "slot.taken"; readonly data: { readonly by: string } };

/** Something that one claimant can have. */
const slot: Decider<Slot, { readonly by: string }, Took> = {
  kind: "slot",
  version: 1,
  initial: {},
  decide: ({ holder }, { by }) => ({
    events: holder === undefined ? [{ type: "slot.taken", data: { by } }] : [],
  }),
  evolve: (_, { data }) => ({ holder: data.by }),
};

function count<Item>(items: readonly Item[], isSo: (item: Item) => boolean): number {
  return items.filter(isSo).length;
}

/** Claimants race for a slot; the winner is whoever is written down. */
async function race(ledger: Ledger, rounds: number, claimants: number): Promise<FaultFinding> {
  const slots = createRepository(ledger, slot);
  let double = 0;
  let without = 0;
  for (let round = 0; round < rounds; round += 1) {
    const record = recordOf("slot", newId("slt"));
    const claims = Array.from({ length: claimants }, async (_, index) => {
      const by = `c-${index}`;
      return (await slots.handle(record, { by }, { actor })).state.holder === by;
    });
    const winners = count(await Promise.all(claims), (won) => won);
    if (winners > 1) double += 1;
    if (winners === 0) without += 1;
  }
  const figure = `${rounds} slots × ${claimants} claimants: ${double} double, ${without} without a winner`;
  return { name: "racing claims have one winner each", figure, held: double === 0 && without === 0 };
}

/** The same race by reading, then writing: it must fail here, or the race above shows nothing. */
async function naiveRace(pool: pg.Pool, rounds: number, claimants: number): Promise<FaultFinding> {
  await pool.query("create table naive (id int primary key, holder text)");
  let double = 0;
  for (let id = 0; id < rounds; id += 1) {
    await pool.query("insert into naive values ($1, null)", [id]);
    const claims = Array.from({ length: claimants }, async (_, by) => {
      const { rows } = await pool.query("select holder from naive where id = $1", [id]);
      if (rows[0]?.holder !== null) return false;
      await pool.query("update naive set holder = $2 where id = $1", [id, String(by)]);
      return true;
    });
    if (count(await Promise.all(claims), (won) => won) > 1) double += 1;
  }
  const figure = `${rounds} rows × ${claimants} claimants: ${double} double`;
  return { name: "control: read, then write, is seen to fail", figure, held: double > 0 };
}

/** A withdrawal runs against releases. A release that began after it was acknowledged must not be committed. */
async function withdrawals(ledger: Ledger, rounds: number, isGuarded: boolean): Promise<FaultFinding> {
  const epochs = createRepository(ledger, consentEpoch);
  const slots = createRepository(ledger, slot);
  let late = 0;
  let released = 0;
  for (let round = 0; round < rounds; round += 1) {
    const subject = newId("per");
    let isWithdrawn = false;
    const release = async () => {
      const { version } = await epochs.load(consentEpochOf(subject));
      if (version > 0) return;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 6));
      const beganLate = isWithdrawn;
      const guard = { record: consentEpochOf(subject), version };
      await transact(
        ledger,
        async () => [await slots.prepare(recordOf("slot", newId("slt")), { by: "r" }, { actor })] as const,
        {
          requires: isGuarded ? [guard] : [],
        },
      );
      released += 1;
      if (beganLate) late += 1;
    };
    const withdraw = async () => {
      await epochs.handle(
        consentEpochOf(subject),
        { type: "advance", subject, cause: "consent.withdrawn" },
        { actor },
      );
      isWithdrawn = true;
    };
    const releases = Array.from({ length: 6 }, () =>
      release().catch((error: unknown) => {
        if (!isThroughlineError(error, "ledger/conflict")) throw error;
      }),
    );
    await Promise.all([...releases, withdraw()]);
  }
  const figure = `${released} releases, ${late} began after the withdrawal was acknowledged`;
  return isGuarded
    ? { name: "no release begins after a withdrawal was acknowledged", figure, held: late === 0 }
    : { name: "control: without the guard, late releases are seen", figure, held: late > 0 };
}

/** Connections are ended at random while commits run; each caller repeats itself under its own key. */
async function terminations(ledger: Ledger, pool: pg.Pool, commits: number): Promise<FaultFinding> {
  const slots = createRepository(ledger, slot);
  let isOver = false;
  let ended = 0;
  const ending = (async () => {
    while (!isOver) {
      const { rowCount } = await pool.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() order by random() limit 2",
      );
      ended += rowCount ?? 0;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  })();
  const records: RecordId[] = [];
  for (let done = 0; done < commits; done += 20) {
    const batch = Array.from({ length: 20 }, () => recordOf("slot", newId("slt")));
    await Promise.all(batch.map((record) => slots.handle(record, { by: record }, { actor })));
    records.push(...batch);
  }
  isOver = true;
  await ending;
  const verdicts = await Promise.all(records.map((record) => verifyRecord(ledger, record)));
  const broken = count(verdicts, ({ verdict, events }) => verdict !== "consistent" || events !== 1);
  const figure = `${records.length} acknowledged commits, ${ended} connections ended, ${broken} lost, torn or doubled`;
  return { name: "connections that end lose and double nothing", figure, held: broken === 0 && ended > 0 };
}

/** What a deadline is judged by: the database's clock, whatever the caller's says. */
async function deadlines(ledger: Ledger): Promise<FaultFinding> {
  const slots = createRepository(ledger, slot);
  const attempt = async (before: string) => {
    const prepared = await slots.prepare(recordOf("slot", newId("slt")), { by: "d" }, { actor });
    await transact(ledger, async () => [{ ...prepared, before }] as const);
  };
  const { now } = await ledger.get(recordOf("slot", "none"));
  await attempt(addSeconds(now, 30));
  const late = await attempt(addSeconds(now, -1)).then(
    () => "accepted",
    (error: unknown) => (isThroughlineError(error) ? error.code : "failed"),
  );
  return {
    name: "a deadline is the database's to judge",
    figure: `one second late: ${late}`,
    held: late === "ledger/too-late",
  };
}

/** The ledger on a real PostgreSQL server, under races, withdrawals and broken connections. */
export const run: FaultRun = async ({ full }) => {
  const { url, drop } = await freshDatabase();
  const store = await createPostgres({
    source: "urn:faults",
    connection: { url },
    connections: 20,
    patienceMs: 20_000,
  });
  const pool = new pg.Pool({ connectionString: url, max: 20 });
  const admin = new pg.Pool({ connectionString: url, max: 1 });
  for (const each of [pool, admin]) each.on("error", () => {});
  try {
    const rounds = full ? 20_000 : 200;
    return [
      await race(store.ledger, rounds, full ? 50 : 20),
      await naiveRace(pool, full ? 1000 : 50, 20),
      await withdrawals(store.ledger, full ? 5000 : 150, true),
      await withdrawals(store.ledger, full ? 5000 : 150, false),
      await deadlines(store.ledger),
      await terminations(store.ledger, admin, full ? 20_000 : 1000),
    ];
  } finally {
    await Promise.all([pool.end(), admin.end(), store.close()]);
    await drop();
  }
};
