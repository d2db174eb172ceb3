import { createPostgres } from "@throughline/postgres";
import pg from "pg";
import { type DroppingProxy, droppingProxy } from "../../postgres/proxy.js";
import type { FaultRun } from "../harness.js";
import { type Ground, numberOf, onGround, seen, source, verified } from "./ground.js";
import { freshNote, note } from "./notes.js";

/** The end of the statement's name, as it goes over the wire: it is in every message that runs a commit. */
const commitName = "throughline.commit\0";

async function lostReplies({ store, ask }: Ground, proxy: DroppingProxy, rounds: number, isKeyed: boolean) {
  const through = await createPostgres({ source, connection: { url: proxy.url }, connections: 1 });
  const before = await numberOf(ask, "select count(*) from throughline.events");
  const lostBefore = proxy.lost();
  let wrong = 0;
  for (let round = 0; round < rounds; round += 1) {
    const [first, second] = [freshNote(), freshNote()];
    const options = isKeyed ? { idempotencyKey: first, fingerprint: "f" } : {};
    proxy.loseReplyTo(commitName);
    const { time, records } = await through.ledger.commit([note(second), note(first)], options);
    for (const { record, version, head } of records) {
      const { record: found } = await store.ledger.get(record);
      if (version !== 1 || found?.version !== 1 || found.head !== head || found.changedAt !== time)
        wrong += 1;
    }
  }
  await through.close();
  const effects = (await numberOf(ask, "select count(*) from throughline.events")) - before;
  const lost = proxy.lost() - lostBefore;
  return {
    figure: `${lost} replies lost in ${rounds} commits of two records: ${effects} effects, ${wrong} not told the commit that was made`,
    held: lost >= rounds && effects === 2 * rounds && wrong === 0,
  };
}

async function control({ ask }: Ground, proxy: DroppingProxy, rounds: number) {
  await ask("create table naive (round int)");
  for (let round = 0; round < rounds; round += 1) {
    proxy.loseReplyTo("insert into naive");
    for (let isDone = false; !isDone; ) {
      const client = new pg.Client({ connectionString: proxy.url });
      client.on("error", () => {});
      await client.connect();
      isDone = await client.query("insert into naive values ($1)", [round]).then(
        () => true,
        () => false,
      );
      await client.end().catch(() => {});
    }
  }
  const effects = await numberOf(ask, "select count(*) from naive");
  return { figure: `${rounds} inserts: ${effects} effects`, held: effects === 2 * rounds };
}

/** The commit is made, and its reply never comes. */
export const replies: FaultRun = ({ full }) =>
  onGround({ connections: 4 }, async (ground) => {
    const proxy = await droppingProxy(ground.url);
    const rounds = full ? 300 : 25;
    try {
      return [
        await seen("a lost reply, under a key: one effect, and the caller gets the commit", () =>
          lostReplies(ground, proxy, rounds, true),
        ),
        await seen("a lost reply, without a key: one effect, and the caller gets the commit", () =>
          lostReplies(ground, proxy, rounds, false),
        ),
        await seen("control: a bare repeat after a lost reply doubles", () => control(ground, proxy, rounds)),
        await verified(ground),
      ];
    } finally {
      await proxy.close();
    }
  });
