import type { PgPoolLike } from "@throughline/postgres";
import type pg from "pg";

interface Waiting {
  readonly request: unknown;
  readonly answer: (rows: { readonly rows: readonly unknown[] }) => void;
  readonly fail: (error: unknown) => void;
}

const groupText = `select throughline.commit_changes(r.request::jsonb) as reply
  from unnest($1::text[]) with ordinality as r (request, place) order by r.place`;

async function send(pool: pg.Pool, group: readonly Waiting[]): Promise<void> {
  try {
    const values = [group.map(({ request }) => request)];
    const { rows } = await pool.query({ name: "group", text: groupText, values });
    for (const [place, { answer }] of group.entries()) answer({ rows: [rows[place]] });
  } catch (error) {
    for (const { fail } of group) fail(error);
  }
}

/**
 * A pool that lets commits which wait at the same time share one transaction, and so one write to disk: each is made by
 * the same function with the same request as on its own. For filling a database, where nobody waits for one commit.
 */
export function groupingPool(pool: pg.Pool, most: number): PgPoolLike {
  let waiting: Waiting[] = [];
  const flush = () => {
    const group = waiting;
    waiting = [];
    if (group.length > 0) void send(pool, group);
  };
  return {
    connect: () => pool.connect(),
    async query(statement) {
      if (statement.name !== "throughline.commit") return await pool.query(statement);
      return await new Promise((answer, fail) => {
        waiting.push({ request: statement.values[0], answer, fail });
        if (waiting.length >= most) flush();
        else if (waiting.length === 1) setImmediate(flush);
      });
    },
  };
}
