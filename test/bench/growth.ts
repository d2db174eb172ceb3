import { type Figures, figuresOf, microseconds } from "./growth/figures.js";
import { histories } from "./growth/histories.js";
import { operations } from "./growth/operations.js";
import { type World, worldOf } from "./growth/world.js";

const rounds = 6;
const timesARound = 50;
const whole = (figure: number) => Math.round(figure).toLocaleString("en-GB");

const cell = ({ p50, p99 }: Figures) => `${whole(p50)} / ${whole(p99)}`;

function row(name: string, figures: readonly Figures[]): string {
  const [first, last] = [figures[0]?.p50 ?? Number.NaN, figures.at(-1)?.p50 ?? Number.NaN];
  return `| ${name} | ${figures.map(cell).join(" | ")} | ${(last / first).toFixed(2)} |`;
}

/** Every place in turn, again and again, so that the machine is the same for all. The first round does not count. */
async function inTurn(works: readonly (() => Promise<number>)[]): Promise<readonly Figures[]> {
  const times = works.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [place, work] of works.entries()) {
      for (let time = 0; time < timesARound; time += 1) {
        const took = await work();
        if (round > 0) times[place]?.push(took);
      }
    }
  }
  return times.map(figuresOf);
}

/** Every step of a sequencer that finds all events still to be done, 2,000 at a time. */
async function backlog(worlds: readonly World[]): Promise<readonly Figures[]> {
  const figures: Figures[] = [];
  for (const { store } of worlds) {
    const times: number[] = [];
    for (let moved = 2000; moved > 0; ) {
      const took = await microseconds(async () => {
        moved = await store.sequence();
      });
      if (moved === 2000) times.push(took);
    }
    figures.push(figuresOf(times));
  }
  return figures;
}

/** What the sequencer has been through stays in its way until vacuum comes by itself, once a minute as PostgreSQL ships it. */
async function tidied(worlds: readonly World[]): Promise<void> {
  const text = "select n_dead_tup < 1000 as is_tidy from pg_stat_user_tables where relname = 'pending'";
  for (const { pool } of worlds) {
    for (let tries = 0; (await pool.query(text)).rows[0]?.is_tidy !== true; tries += 1) {
      if (tries > 600) throw new Error("Vacuum has not come in ten minutes.");
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

function head(worlds: readonly World[]): readonly string[] {
  const columns = worlds.map(({ size }) => `${whole(size)} records, ${whole(size * 5)} events`);
  return [
    `| µs, p50 / p99 | ${columns.join(" | ")} | ratio of p50 |`,
    `| --- | ${columns.map(() => "---:").join(" | ")} | ---: |`,
  ];
}

/** What each operation costs on one per cent, a tenth and the whole of a large ledger, side by side. */
export async function* report({ full }: { readonly full: boolean }): AsyncGenerator<string> {
  const size = full ? 1_000_000 : 100_000;
  const worlds: World[] = [];
  try {
    for (const part of [0.01, 0.1, 1]) {
      const begun = performance.now();
      worlds.push(await worldOf(size * part));
      console.error(`${whole(size * part)} records in ${whole((performance.now() - begun) / 1000)} s`);
    }
    yield* head(worlds);
    yield row("sequencing of 2,000 events, all still to be done", await backlog(worlds));
    await tidied(worlds);
    for (const { name, open } of operations) {
      yield row(name, await inTurn(await Promise.all(worlds.map(open))));
    }
    const [small] = worlds;
    if (small) yield* histories(small, inTurn, row);
  } finally {
    for (const world of worlds) await world.close();
  }
}
