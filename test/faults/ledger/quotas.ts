import { addSeconds } from "@throughline/core";
import type { FaultRun } from "../harness.js";
import { type Ground, onGround, others, seen } from "./ground.js";
import { meanwhile } from "./lanes.js";

const takers = 200;
const limit = 7;

/** Two hundred take at once; seven grants there are. */
async function taken({ store }: Ground, rounds: number): Promise<readonly number[]> {
  const granted: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { now } = await store.ledger.get("note/none");
    const key = crypto.randomUUID();
    const asked = { limit, until: addSeconds(now, 600) };
    const grants = await Promise.all(Array.from({ length: takers }, () => store.quota.take(key, asked)));
    granted.push(grants.filter((grant) => grant.granted).length);
  }
  return granted;
}

function told(granted: readonly number[]): string {
  return `${granted.length} quotas of ${limit} with ${takers} takers each: ${Math.min(...granted)} to ${Math.max(...granted)} granted`;
}

async function control({ ask }: Ground, rounds: number) {
  await ask("create table naive (key int primary key, used int)");
  const granted: number[] = [];
  for (let key = 0; key < rounds; key += 1) {
    await ask("insert into naive values ($1, 0)", [key]);
    const grants = Array.from({ length: takers }, async () => {
      const [row] = await ask("select used from naive where key = $1", [key]);
      if (Number(row?.["used"]) >= limit) return false;
      await ask("update naive set used = used + 1 where key = $1", [key]);
      return true;
    });
    granted.push((await Promise.all(grants)).filter(Boolean).length);
  }
  return { figure: told(granted), held: granted.some((count) => count > limit) };
}

/** More take than there is. */
export const quotas: FaultRun = ({ full }) =>
  onGround({ connections: 40 }, async (ground) => {
    const rounds = full ? 100 : 6;
    const end = async () => {
      await ground.ask(
        `select pg_terminate_backend(pid) from (select pid ${others} order by random() limit 2) victims`,
      );
    };
    return [
      await seen("a quota grants its limit and no more", async () => {
        const granted = await taken(ground, rounds);
        return { figure: told(granted), held: granted.every((count) => count === limit) };
      }),
      await seen("a quota grants no more while connections end", async () => {
        const granted = await meanwhile(end, 20, () => taken(ground, rounds));
        return { figure: told(granted), held: granted.every((count) => count <= limit) };
      }),
      await seen("control: read, then count, grants more", () => control(ground, Math.min(rounds, 50))),
    ];
  });
