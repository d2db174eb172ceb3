import {
  type Actor,
  type Change,
  type Decider,
  isThroughlineError,
  newId,
  type RecordId,
  recordOf,
  type ThroughlineError,
} from "@throughline/core";

export const officer: Actor = { kind: "staff", id: "s-12", organisation: "work-and-careers" };

/** The error that a call is refused with. */
export async function refusal(run: () => unknown): Promise<ThroughlineError> {
  try {
    await run();
  } catch (error) {
    if (isThroughlineError(error)) return error;
    throw error;
  }
  throw new Error("It was accepted.");
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

export function freshRecord(kind = "counter"): RecordId {
  return recordOf(kind, newId("cnt"));
}

/** A change of one event. */
export function change(record: RecordId, expectedVersion = 0, parts: Partial<Change> = {}): Change {
  const base = {
    law: 1,
    events: [{ type: "counter.added", data: { amount: 1 } }],
    state: { total: expectedVersion + 1 },
  };
  return { record, expectedVersion, ...base, keys: [], timers: [], ...parts };
}

/** A clock that stands still until it is moved. */
export function handClock(start = "2026-11-23T10:00:00.000Z") {
  let now = Date.parse(start);
  return {
    clock: () => new Date(now),
    move: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

export interface Counter {
  readonly total: number;
}
export type CounterCommand =
  | { readonly type: "add"; readonly amount: number }
  | { readonly type: "look" }
  | { readonly type: "refuse" };
export type CounterEvent = { readonly type: "counter.added"; readonly data: { readonly amount: number } };

/** Adds up. */
export const counter: Decider<Counter, CounterCommand, CounterEvent> = {
  kind: "counter",
  version: 1,
  initial: { total: 0 },
  decide: (_, command) => {
    if (command.type === "refuse") throw new RangeError("The law says no.");
    return {
      events: command.type === "look" ? [] : [{ type: "counter.added", data: { amount: command.amount } }],
    };
  },
  evolve: ({ total }, { data }) => ({ total: total + data.amount }),
};
