import type { CommittedRecord } from "@throughline/core";
import pg from "pg";
import { type PrivateServer, startPostgres } from "../../support/postgres-server.js";
import type { FaultRun } from "../harness.js";
import { commitOn, kept } from "./backends.js";
import { type Ground, numberOf, onDatabase, seen, verified } from "./ground.js";
import { sleep } from "./lanes.js";
import { freshNote } from "./notes.js";

async function crashes(ground: Ground, server: PrivateServer, most: number) {
  const told: CommittedRecord[] = [];
  let crashed = 0;
  const lanes = Array.from({ length: 8 }, () => commitOn(ground, told, freshNote(), () => crashed >= most));
  const crashing = (async () => {
    for (; crashed < most; crashed += 1) {
      const before = told.length;
      // Every crash comes in the middle of work that had got going again.
      while (told.length < before + 40) await sleep(5);
      await sleep(Math.random() * 100);
      await server.crash();
    }
  })();
  await Promise.all([...lanes, crashing]);
  const { figure, held } = await kept(ground, told);
  return { figure: `${crashed} restarts: ${figure}`, held };
}

/** A writer whose connection was told not to wait for the disk. */
async function careless({ url, ask }: Ground, server: PrivateServer, most: number) {
  await ask("create table careless (id bigint)");
  let acknowledged = 0;
  for (let turn = 0; turn < most; turn += 1) {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    await client.connect();
    await client.query("set synchronous_commit = off");
    let isUp = true;
    const writing = (async () => {
      while (isUp) {
        await client.query("insert into careless values (1)");
        acknowledged += 1;
      }
    })().catch(() => {});
    await sleep(150);
    await server.crash();
    isUp = false;
    await writing;
    await client.end().catch(() => {});
  }
  const lost = acknowledged - (await numberOf(ask, "select count(*) from careless"));
  return { figure: `${most} restarts: ${acknowledged} acknowledged, ${lost} lost`, held: lost > 0 };
}

/** The server ends without warning (SIGQUIT: no checkpoint, nothing written out) and starts again on the same data. */
export const restarts: FaultRun = async ({ full }) => {
  const server = await startPostgres();
  try {
    return await onDatabase(server.url, { connections: 8, patienceMs: 60_000 }, async (ground) => [
      await seen("immediate restarts lose nothing acknowledged", () =>
        crashes(ground, server, full ? 50 : 3),
      ),
      await seen("control: without waiting for the disk, acknowledged writes are lost", () =>
        careless(ground, server, 3),
      ),
      await verified(ground),
    ]);
  } finally {
    await server.stop();
  }
};
