import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createTokenIssuer, generateSigningKey } from "@throughline/identity";
import { freshDatabase } from "../support/postgres.js";
import { slopeOf } from "../support/slope.js";
import type { FaultFinding, FaultRun } from "./harness.js";
import { issuerName } from "./memory/fixtures.js";
import type { Orders, Ready, Weight } from "./memory/hub.js";
import { newTally, type Tally, visit } from "./memory/visit.js";

/** How long the load lasts, and what is allowed. */
interface Load {
  /** What `warmUp` and `sample` count. */
  readonly by: "requests" | "seconds";
  readonly warmUp: number;
  readonly samples: number;
  readonly sample: number;
  /** Between one visit and the next of each visitor. */
  readonly pauseMs: number;
  /**
   * What the heap may grow by, in kB for each 1,000 requests. In this unit a request that is kept weighs some 5,000, and
   * one pointer to it 8.
   */
  readonly bound: number;
}

/** In a short run compiled code still comes and goes, so its bound is wider. */
const short: Load = { by: "requests", warmUp: 5000, samples: 9, sample: 700, pauseMs: 0, bound: 300 };
const anHour: Load = { by: "seconds", warmUp: 120, samples: 120, sample: 29, pauseMs: 500, bound: 5 };

const visitors = 8;

/** A real hub on PostgreSQL in a process of its own, which weighs itself when it is asked. */
interface HubProcess {
  readonly ready: Ready;
  weigh(): Promise<Weight>;
  end(): Promise<void>;
}

async function startHub(orders: Orders): Promise<HubProcess> {
  const file = fileURLToPath(new URL("./memory/hub.ts", import.meta.url));
  const child: ChildProcess = fork(file, {
    execArgv: ["--expose-gc", "--conditions=@throughline/source", "--import", "tsx"],
  });
  const ended = once(child, "exit");
  const heard = async () => {
    const answer = await Promise.race([once(child, "message"), ended.then(() => undefined)]);
    if (answer === undefined) throw new Error("The hub's process ended.");
    return (answer as readonly unknown[])[0];
  };
  child.send(orders);
  const ready = (await heard()) as Ready;
  return {
    ready,
    async weigh() {
      child.send("weigh");
      return (await heard()) as Weight;
    },
    async end() {
      child.disconnect();
      await ended;
    },
  };
}

/** Visitors come one after the other, a few at a time, until there were enough; then all have gone. */
async function busy(enough: () => boolean, pauseMs: number, visits: () => Promise<void>): Promise<void> {
  const visitor = async () => {
    while (!enough()) {
      await visits();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
  await Promise.all(Array.from({ length: visitors }, visitor));
}

/** Says when so much of the load has gone by from now on. */
function within(load: Load, tally: Tally, amount: number): () => boolean {
  const soFar = () => (load.by === "requests" ? tally.requests : performance.now() / 1000);
  const end = soFar() + amount;
  return () => soFar() >= end;
}

interface Measured {
  readonly tally: Tally;
  readonly ready: Ready;
  readonly weights: readonly (Weight & { readonly requests: number })[];
}

async function measure(load: Load, leak: boolean, tell: (line: string) => void): Promise<Measured> {
  const { url, drop } = await freshDatabase();
  const key = await generateSigningKey();
  const issuer = createTokenIssuer({ issuer: issuerName, key });
  const hub = await startHub({ url, keys: issuer.jwks().keys, leak });
  const tally = newTally();
  let turn = 0;
  const visits = async () => {
    turn += 1;
    await visit(hub.ready, issuer, tally, turn);
  };
  try {
    await busy(within(load, tally, load.warmUp), load.pauseMs, visits);
    const weights: (Weight & { requests: number })[] = [];
    for (let sample = 0; sample <= load.samples; sample += 1) {
      if (sample > 0) await busy(within(load, tally, load.sample), load.pauseMs, visits);
      const weight = { ...(await hub.weigh()), requests: tally.requests };
      weights.push(weight);
      tell(`${sample} ${tally.requests} requests, heap ${weight.heapUsed}, resident ${weight.rss}`);
    }
    return { tally, ready: hub.ready, weights };
  } finally {
    await hub.end();
    await drop();
  }
}

const kilobytes = (bytes: number) => Math.round(bytes / 1000).toLocaleString("en-GB");

/** Growth for each 1,000 requests, in kB: bytes for each request are the same number. */
function growth({ weights }: Measured, of: "heapUsed" | "rss"): number {
  return slopeOf(weights.map((weight) => ({ x: weight.requests, y: weight[of] })));
}

function told(measured: Measured): string {
  const [first, last] = [measured.weights[0], measured.weights.at(-1)];
  const slopes = `heap ${growth(measured, "heapUsed").toFixed(2)}, resident ${growth(measured, "rss").toFixed(2)} kB per 1,000 requests`;
  const heap = `heap ${kilobytes(first?.heapUsed ?? 0)} to ${kilobytes(last?.heapUsed ?? 0)} kB`;
  const resident = `resident ${kilobytes(first?.rss ?? 0)} to ${kilobytes(last?.rss ?? 0)} kB`;
  return `${slopes} · ${heap}, ${resident}, ${(last?.requests ?? 0) - (first?.requests ?? 0)} requests`;
}

/** What the load did must be what it set out to do, or the memory it took says nothing. */
function served({ tally, ready, weights }: Measured): FaultFinding {
  const wrong = [...tally.wrong].map(([what, count]) => `${count} × ${what}`);
  const unexpected = weights.at(-1)?.unexpected ?? 0;
  const called = `${tally.operations.size} of ${ready.operations} operations, ${unexpected} unexpected errors`;
  const figure = [called, ...wrong].join("; ");
  return { name: "the load is served", figure, held: wrong.length === 0 && unexpected === 0 };
}

/** A hub's memory under steady, mixed load: it must come back to the same place after each collection. */
export const run: FaultRun = async ({ full }) => {
  const load = full ? anHour : short;
  const tell = (line: string) => {
    if (full) console.error(line);
  };
  const leaking = await measure(short, true, tell);
  const control = growth(leaking, "heapUsed");
  const sound = await measure(load, false, tell);
  const heap = growth(sound, "heapUsed");
  return [
    served(sound),
    {
      name: `heap grows by less than ${load.bound} kB per 1,000 requests`,
      figure: told(sound),
      held: heap < load.bound,
    },
    {
      name: "control: a hub that keeps every request is seen to grow",
      figure: told(leaking),
      held: control > short.bound,
    },
  ];
};
