import { writeSync } from "node:fs";
import { isThroughlineError } from "@throughline/core";
import { createPostgres } from "@throughline/postgres";
import { note } from "../notes.js";

/** What this process is told: where, and how many work in it. */
interface Told {
  readonly url: string;
  readonly workers: number;
}

const { url, workers }: Told = JSON.parse(process.argv[2] ?? "");
const say = (word: string, what = "") => writeSync(1, `${word} ${what}\n`);
const store = await createPostgres({
  source: "urn:example:faults",
  connection: { url },
  connections: workers,
  patienceMs: 30_000,
});

/** Takes what is due and writes down that it fired, over and over until it is killed. */
async function work(): Promise<never> {
  for (;;) {
    const due = await store.timers.take({ limit: 3, leaseSeconds: 1 });
    for (const { record } of due) {
      say("fired", record);
      const { record: found } = await store.ledger.get(record);
      if (!found || found.timers.length === 0) continue;
      await store.ledger.commit([note(record, found.version)]).catch((error: unknown) => {
        if (!isThroughlineError(error, "ledger/conflict")) throw error;
      });
    }
    if (due.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

say("ready");
await Promise.all(Array.from({ length: workers }, work));
