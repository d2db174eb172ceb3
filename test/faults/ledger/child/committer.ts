import { writeSync } from "node:fs";
import { createPostgres, type PostgresConnection } from "@throughline/postgres";
import pg from "pg";
import { stepOf } from "./step.js";

/** What this process is told. */
interface Told {
  readonly name: string;
  readonly connection: PostgresConnection;
  readonly lanes: number;
  /** Also does it the naive way: two statements, each committed by itself. */
  readonly isNaive: boolean;
}

const { name, connection, lanes, isNaive }: Told = JSON.parse(process.argv[2] ?? "");

/** Written before anything else happens, so that nothing is claimed that was not said. */
const say = (word: string, key = "") => writeSync(1, `${word} ${key}\n`);

async function naively(url: string): Promise<never> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (let turn = 0; ; turn += 1) {
    await client.query("insert into naive_claims values ($1)", [`${name}.${turn}`]);
    await client.query("insert into naive_outbox values ($1)", [`${name}.${turn}`]);
  }
}

const store = await createPostgres({ source: "urn:example:faults", connection, connections: lanes });

/** Commits one step after the other until it is killed. */
async function walk(lane: number): Promise<never> {
  for (let turn = 0; ; turn += 1) {
    const { key, changes, options } = stepOf(`${name}.${lane}.${turn}`);
    say("begun", key);
    await store.ledger.commit(changes, options);
    say("done", key);
  }
}

say("ready");
const walking = Array.from({ length: lanes }, (_, lane) => walk(lane));
await Promise.all([...walking, ...(isNaive && "url" in connection ? [naively(connection.url)] : [])]);
