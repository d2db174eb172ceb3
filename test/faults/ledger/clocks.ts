import { addSeconds, type Instant } from "@throughline/core";
import type { FaultRun } from "../harness.js";
import { type Ground, onGround, seen, verified } from "./ground.js";
import { codeOf, freshNote, note } from "./notes.js";

/** How far the clocks of callers are off. */
const skews = [-600, -241, 0, 241, 600];

/** Everything in here sees a clock that is off by so many seconds. */
async function skewed<Result>(seconds: number, work: () => Promise<Result>): Promise<Result> {
  const real = globalThis.Date;
  const now = () => real.now() + seconds * 1000;
  globalThis.Date = new Proxy(real, {
    construct: (target, given) => (given.length > 0 ? Reflect.construct(target, given) : new target(now())),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
  try {
    return await work();
  } finally {
    globalThis.Date = real;
  }
}

type Judge = (ground: Ground, now: Instant) => Promise<boolean>;

/** What a caller may get wrong if anybody asked its own clock: true where it came out right. */
const judges: Readonly<Record<string, Judge>> = {
  "in time": async ({ store }, now) =>
    (await codeOf(store.ledger.commit([note(freshNote())], { before: addSeconds(now, 60) }))) === "done",
  late: async ({ store }, now) =>
    (await codeOf(store.ledger.commit([note(freshNote())], { before: addSeconds(now, -1) }))) ===
    "ledger/too-late",
  early: async ({ store }, now) =>
    (await codeOf(store.ledger.commit([note(freshNote())], { notBefore: addSeconds(now, 60) }))) ===
    "ledger/too-early",
  stamped: async ({ store, ask }) => {
    const { time } = await store.ledger.commit([note(freshNote())]);
    const [row] = await ask(
      "select abs(extract(epoch from clock_timestamp() - $1::timestamptz)) < 30 as near",
      [time],
    );
    return row?.["near"] === true;
  },
  "a timer that is due": async ({ store }, now) => {
    const record = freshNote();
    await store.ledger.commit([note(record, 0, { timers: [{ name: "t", due: addSeconds(now, -1) }] })]);
    const due = await store.timers.take({ limit: 1000 });
    return due.some((timer) => timer.record === record);
  },
  "a timer that is not due": async ({ store }, now) => {
    const record = freshNote();
    await store.ledger.commit([note(record, 0, { timers: [{ name: "t", due: addSeconds(now, 120) }] })]);
    const due = await store.timers.take({ limit: 1000 });
    return due.every((timer) => timer.record !== record);
  },
  "a lease that has not ended": async ({ store }, now) => {
    const record = freshNote();
    await store.ledger.commit([note(record, 0, { timers: [{ name: "t", due: addSeconds(now, -1) }] })]);
    await store.timers.take({ limit: 1000, leaseSeconds: 120 });
    const again = await skewed(600, () => store.timers.take({ limit: 1000 }));
    return again.every((timer) => timer.record !== record);
  },
  "a quota that still counts": async ({ store }, now) => {
    const key = crypto.randomUUID();
    const limit = { limit: 1, until: addSeconds(now, 120) };
    const first = await store.quota.take(key, limit);
    const second = await store.quota.take(key, limit);
    return first.granted && !second.granted;
  },
};

async function judged(ground: Ground, rounds: number) {
  let wrong = 0;
  let decisions = 0;
  for (const skew of skews) {
    for (let round = 0; round < rounds; round += 1) {
      const { now } = await ground.store.ledger.get(freshNote());
      const right = await skewed(skew, async () => {
        const asked = [];
        for (const judge of Object.values(judges)) asked.push(await judge(ground, now));
        return asked;
      });
      decisions += right.length;
      wrong += right.filter((isRight) => !isRight).length;
    }
  }
  return {
    figure: `clocks ${skews.join(", ")} s off: ${decisions} decisions, ${wrong} wrong`,
    held: wrong === 0,
  };
}

/** The same deadlines, judged by the caller's clock. */
async function control({ store }: Ground, rounds: number) {
  let late = 0;
  let refused = 0;
  for (const skew of skews) {
    for (let round = 0; round < rounds; round += 1) {
      const { now } = await store.ledger.get(freshNote());
      const isBefore = (instant: Instant) => skewed(skew, async () => new Date().toISOString() < instant);
      if (await isBefore(addSeconds(now, -1))) late += 1;
      if (!(await isBefore(addSeconds(now, 60)))) refused += 1;
    }
  }
  const figure = `${late} late accepted, ${refused} in time refused`;
  return { figure, held: late > 0 && refused > 0 };
}

/** Callers' clocks are up to ten minutes off, either way. */
export const clocks: FaultRun = ({ full }) =>
  onGround({ connections: 4 }, async (ground) => {
    const rounds = full ? 100 : 10;
    return [
      await seen("callers' clocks change no deadline, timer or quota", () => judged(ground, rounds)),
      await seen("control: judged by the caller's clock, deadlines go wrong", () => control(ground, rounds)),
      await verified(ground),
    ];
  });
