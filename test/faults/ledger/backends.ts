import type { CommittedRecord, RecordId } from "@throughline/core";
import type { FaultRun } from "../harness.js";
import { type Ground, numberOf, onGround, others, seen, verified } from "./ground.js";
import { inLanes, meanwhile } from "./lanes.js";
import { freshNote, note } from "./notes.js";

/** What callers were told is committed. */
type Told = CommittedRecord[];

/** One lane commits on, two records at a time, every other time under a key. */
export async function commitOn(
  { store }: Pick<Ground, "store">,
  told: Told,
  record: RecordId,
  isOver: () => boolean,
): Promise<void> {
  for (let version = 0; !isOver(); version += 1) {
    const key = { idempotencyKey: `${record}.${version}`, fingerprint: "f" };
    const changes = [note(record, version), note(freshNote())];
    const { records } = await store.ledger.commit(changes, version % 2 === 0 ? key : {});
    told.push(...records);
  }
}

/** Everything that was told is there as it was told, and nothing else is. */
export async function kept({ ask }: Pick<Ground, "ask">, told: Told) {
  let lost = 0;
  const pages = Math.ceil(told.length / 5000);
  await inLanes(pages, 4, async (page) => {
    const part = told.slice(page * 5000, (page + 1) * 5000);
    const found = await ask(
      `select count(*)::int as found from jsonb_to_recordset($1) as t (record text, version int, head text)
        join throughline.events e on e.record = t.record and e.version = t.version and e.hash = t.head`,
      [JSON.stringify(part)],
    );
    lost += part.length - Number(found[0]?.["found"]);
  });
  const doubled = (await numberOf(ask, "select count(*) from throughline.events")) - told.length + lost;
  const figure = `${told.length / 2} acknowledged commits, ${lost} records lost, ${doubled} doubled`;
  return { figure, held: told.length > 0 && lost === 0 && doubled === 0 };
}

async function terminations(ground: Ground, most: number) {
  const told: Told = [];
  let ended = 0;
  const end = async () => {
    const rows = await ground.ask(
      `select pg_terminate_backend(pid) as ended from (select pid ${others} order by random() limit 3) victims`,
    );
    ended += rows.filter((row) => row["ended"] === true).length;
  };
  const isOver = () => ended >= most;
  await meanwhile(end, 15, () =>
    Promise.all(Array.from({ length: 20 }, () => commitOn(ground, told, freshNote(), isOver))),
  );
  const { figure, held } = await kept(ground, told);
  return { figure: `${ended} connections ended: ${figure}`, held: held && ended >= most };
}

/** Connections are ended at random while commits run. */
export const backends: FaultRun = ({ full }) =>
  onGround({ connections: 20 }, async (ground) => [
    await seen("connections that end lose and double nothing", () => terminations(ground, full ? 1000 : 100)),
    await verified(ground),
  ]);
