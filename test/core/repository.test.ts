import {
  type Change,
  createRepository,
  type Decider,
  fingerprint,
  type Ledger,
  memoryLedger,
  newId,
  recordOf,
} from "@throughline/core";
import { describe, expect, test } from "vitest";
import {
  all,
  type Counter,
  type CounterCommand,
  type CounterEvent,
  change,
  counter,
  freshRecord,
  officer,
  refusal,
} from "./support.js";

const add = (amount: number) => ({ type: "add", amount }) as const;
const actor = officer;

/** Lets something happen between loading and committing, once. */
function meanwhile(ledger: Ledger, happen: () => Promise<unknown>): Ledger {
  let isFirst = true;
  return {
    ...ledger,
    commit: async (changes, options) => {
      if (isFirst) {
        isFirst = false;
        await happen();
      }
      return await ledger.commit(changes, options);
    },
  };
}

function lawOf(
  version: number,
  evolve: typeof counter.evolve = (...args) => counter.evolve(...args),
): Decider<Counter, CounterCommand, CounterEvent> {
  return { ...counter, version, evolve };
}

describe("handle", () => {
  test("loads, decides and commits, with actor, keys, timers and partition", async () => {
    const ledger = memoryLedger();
    const law: typeof counter = {
      ...counter,
      keys: ({ total }) => [{ name: "total", value: String(total) }],
      timers: () => [{ name: "audit", due: "2030-01-01T00:00:00.000Z" }],
      partition: () => "subject-1",
    };
    const record = freshRecord();
    const handled = await createRepository(ledger, law).handle(record, add(2), { actor });
    const stored = (await ledger.get(record)).record;
    expect(handled).toEqual({
      record,
      state: { total: 2 },
      version: 1,
      now: stored?.changedAt,
      replayed: false,
    });
    expect(stored).toMatchObject({
      law: 1,
      partition: "subject-1",
      keys: [{ value: "2" }],
      timers: [{ name: "audit" }],
    });
    const [entry] = await all(ledger.history(record));
    expect(entry?.event).toMatchObject({
      type: "counter.added",
      data: { amount: 2 },
      authtype: "user",
      authid: "s-12",
    });
  });

  test("folds several events into one commit", async () => {
    const law = {
      ...counter,
      decide: () => ({
        events: [1, 2, 3].map((amount) => ({ type: "counter.added", data: { amount } }) as const),
      }),
    };
    const handled = await createRepository(memoryLedger(), law).handle(freshRecord(), add(0), { actor });
    expect([handled.state.total, handled.version]).toEqual([6, 3]);
  });

  test("decides again from fresh state after a conflict", async () => {
    const ledger = memoryLedger();
    const record = freshRecord();
    const plain = createRepository(ledger, counter);
    await plain.handle(record, add(1), { actor });
    const busy = meanwhile(ledger, () => plain.handle(record, add(10), { actor }));
    const handled = await createRepository(busy, counter).handle(record, add(100), { actor });
    expect([handled.state.total, handled.version]).toEqual([111, 3]);
  });

  test("never refills the version of the caller's grant", async () => {
    const ledger = memoryLedger();
    const record = freshRecord();
    const plain = createRepository(ledger, counter);
    await plain.handle(record, add(1), { actor });
    const stale = await refusal(() => plain.handle(record, add(1), { actor, expectedVersion: 0 }));
    expect(stale).toMatchObject({ code: "ledger/conflict", details: { record, expected: 0, actual: 1 } });
    const busy = meanwhile(ledger, () => plain.handle(record, add(10), { actor }));
    const late = () =>
      createRepository(busy, counter).handle(record, add(100), { actor, expectedVersion: 1 });
    expect((await refusal(late)).code).toBe("ledger/conflict");
    expect((await plain.load(record)).state.total).toBe(11);
    expect((await plain.handle(record, add(1), { actor, expectedVersion: 2 })).version).toBe(3);
  });

  test("never refills the guards of the caller's grant", async () => {
    const ledger = memoryLedger();
    const [record, grant] = [freshRecord(), freshRecord()];
    await ledger.commit([change(grant)]);
    const requires = [{ record: grant, version: 1 }];
    const busy = meanwhile(ledger, () => ledger.commit([change(grant, 1)]));
    let decided = 0;
    const law: typeof counter = {
      ...counter,
      decide: (...args) => {
        decided += 1;
        return counter.decide(...args);
      },
    };
    const error = await refusal(() =>
      createRepository(busy, law).handle(record, add(1), { actor, requires }),
    );
    expect([error.code, decided]).toEqual(["ledger/conflict", 1]);
    const looking = () =>
      createRepository(ledger, counter).handle(record, { type: "look" }, { actor, requires });
    expect((await refusal(looking)).code).toBe("ledger/conflict");
    expect((await ledger.get(record)).record).toBeUndefined();
  });

  test("tells the law who acts, when, and under which key", async () => {
    const seen: unknown[] = [];
    const law: typeof counter = {
      ...counter,
      decide: (state, command, context) => {
        seen.push(context);
        return counter.decide(state, command, context);
      },
    };
    const ledger = memoryLedger({ clock: () => new Date("2026-11-23T10:00:00.000Z") });
    const counters = createRepository(ledger, law);
    await counters.handle(freshRecord(), add(1), { actor });
    await counters.handle(freshRecord(), add(1), { actor, idempotencyKey: "k" });
    const context = { now: "2026-11-23T10:00:00.000Z", actor };
    expect(seen).toEqual([context, { ...context, idempotencyKey: "k" }]);
  });

  test("answers a repeat after a lost reply with the record, without deciding", async () => {
    const ledger = memoryLedger();
    const counters = createRepository(ledger, counter);
    const record = freshRecord();
    const options = { actor, idempotencyKey: "k" };
    await counters.handle(record, add(1), options);
    await counters.handle(record, add(5), { actor });
    expect(await counters.handle(record, add(1), options)).toMatchObject({
      replayed: true,
      version: 2,
      state: { total: 6 },
    });
    expect((await refusal(() => counters.handle(record, add(2), options))).code).toBe("ledger/key-reused");
  });

  test("finds the first record again where each try has a new address", async () => {
    const counters = createRepository(memoryLedger(), counter);
    const options = { actor, idempotencyKey: "k", fingerprint: fingerprint(add(1)) };
    const first = await counters.handle(recordOf("counter", newId("cnt")), add(1), options);
    const again = await counters.handle(recordOf("counter", newId("cnt")), add(1), options);
    expect([again.record, again.replayed]).toEqual([first.record, true]);
  });

  test("writes nothing where the law sees nothing to change", async () => {
    const ledger = memoryLedger();
    const record = freshRecord();
    const handled = await createRepository(ledger, counter).handle(record, { type: "look" }, { actor });
    expect(handled).toMatchObject({ version: 0, state: { total: 0 }, replayed: false });
    expect((await ledger.get(record)).record).toBeUndefined();
  });

  test("passes on what the law throws, and refuses an address of another kind", async () => {
    const counters = createRepository(memoryLedger(), counter);
    await expect(counters.handle(freshRecord(), { type: "refuse" }, { actor })).rejects.toThrow(
      "The law says no.",
    );
    await expect(counters.load(freshRecord("other"))).rejects.toThrow(TypeError);
  });

  test("refuses events and states that are not JSON", async () => {
    const counters = createRepository(memoryLedger(), counter);
    expect((await refusal(() => counters.handle(freshRecord(), add(Number.NaN), { actor }))).code).toBe(
      "core/not-json",
    );
  });
});

describe("laws of other versions", () => {
  test("a record of a newer law is refused by name, also for reading", async () => {
    const ledger = memoryLedger();
    const record = freshRecord();
    await createRepository(ledger, lawOf(3)).handle(record, add(1), { actor });
    const old = createRepository(ledger, lawOf(2));
    const error = await refusal(() => old.load(record));
    expect(error).toMatchObject({ code: "ledger/newer-law", details: { record, law: 3, known: 2 } });
    expect((await refusal(() => old.handle(record, add(1), { actor }))).code).toBe("ledger/newer-law");
  });

  test("a record of an older law is folded anew from its history, and written by the new law", async () => {
    const ledger = memoryLedger();
    const record = freshRecord();
    const first = createRepository(ledger, counter);
    await first.handle(record, add(2), { actor });
    await first.handle(record, add(3), { actor });
    const squares = createRepository(
      ledger,
      lawOf(2, ({ total }, { data }) => ({ total: total + data.amount ** 2 })),
    );
    expect((await squares.load(record)).state.total).toBe(13);
    expect((await squares.handle(record, add(1), { actor })).state.total).toBe(14);
    expect((await ledger.get(record)).record).toMatchObject({ law: 2, state: { total: 14 } });
    expect((await refusal(() => first.load(record))).code).toBe("ledger/newer-law");
  });

  test("folding anew stops at the version that was loaded, whatever is written meanwhile", async () => {
    const ledger = memoryLedger();
    const record = freshRecord();
    await createRepository(ledger, counter).handle(record, add(2), { actor });
    const found = (await ledger.get(record)).record;
    await createRepository(ledger, counter).handle(record, add(100), { actor });
    const next = createRepository(ledger, lawOf(2));
    expect(found && (await next.read(found))).toEqual({ total: 2 });
    expect((await next.load(record)).state).toEqual({ total: 102 });
  });
});

describe("prepare", () => {
  test("decides without committing, with the guards of law and service", async () => {
    const ledger = memoryLedger();
    const record = freshRecord();
    const law: typeof counter = {
      ...counter,
      decide: (...args) => ({
        ...counter.decide(...args),
        requires: [{ record: "counter/a", version: 1 }],
        before: "2999-01-01T00:00:00.000Z",
        notBefore: "2000-01-01T00:00:00.000Z",
      }),
    };
    const requires = [{ record: "counter/b", version: 2 }] as const;
    const prepared = await createRepository(ledger, law).prepare(record, add(4), { actor, requires });
    expect(prepared).toMatchObject({ record, version: 1, state: { total: 4 } });
    expect(prepared.requires).toEqual([requires[0], { record: "counter/a", version: 1 }]);
    expect([prepared.before, prepared.notBefore]).toEqual([
      "2999-01-01T00:00:00.000Z",
      "2000-01-01T00:00:00.000Z",
    ]);
    const written: Partial<Change> = { record, expectedVersion: 0, law: 1, keys: [], timers: [] };
    expect(prepared.change).toMatchObject(written);
    expect((await ledger.get(record)).record).toBeUndefined();
  });
});
