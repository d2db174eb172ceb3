import {
  type CloudEvent,
  CoreError,
  type Ledger,
  LedgerError,
  type LedgerEvent,
  type LedgerRecord,
  memoryLedger,
  verifyRecord,
} from "@throughline/core";
import { describe, expect, test } from "vitest";
import { all, change, freshRecord } from "./support.js";

type Tamper = {
  readonly history?: (events: LedgerEvent[]) => LedgerEvent[];
  readonly record?: (record: LedgerRecord) => LedgerRecord | undefined;
};

/** A record of five events in three commits, as somebody with the database password left it. */
async function tampered({ history = (events) => events, record: alter = (found) => found }: Tamper) {
  const ledger = memoryLedger();
  const record = freshRecord();
  const twice = ["a", "b"].map((type) => ({ type, data: { amount: 1 } }));
  await ledger.commit([change(record)]);
  await ledger.commit([change(record, 1, { events: twice })]);
  const { records } = await ledger.commit([change(record, 3, { events: twice })]);
  const forged: Ledger = {
    ...ledger,
    async *history(at) {
      yield* history(await all(ledger.history(at)));
    },
    async get(at) {
      const { now, record: found } = await ledger.get(at);
      const shown = found && alter(found);
      return shown ? { now, record: shown } : { now };
    },
  };
  return { ledger: forged, record, known: records[0] };
}

async function faults(tamper: Tamper) {
  const { ledger, record } = await tampered(tamper);
  const found = await verifyRecord(ledger, record);
  expect(found.verdict).toBe(found.faults.length > 0 ? "broken" : "consistent");
  return found.faults.map(({ fault, version }) => `${fault}@${version}`);
}

const at = (version: number, alter: (entry: LedgerEvent) => LedgerEvent): Tamper => ({
  history: (events) => events.map((entry) => (entry.version === version ? alter(entry) : entry)),
});

function untimed(event: CloudEvent): CloudEvent {
  const { time: _, ...rest } = event;
  return rest;
}

function unsealed(entry: LedgerEvent): LedgerEvent {
  const { stateDigest: _, ...rest } = entry;
  return rest;
}

describe("verifyRecord", () => {
  test("finds an untouched record consistent, and complete by a head from outside", async () => {
    const { ledger, record, known } = await tampered({});
    expect(await verifyRecord(ledger, record)).toEqual({ verdict: "consistent", faults: [], events: 5 });
    expect((await verifyRecord(ledger, record, known)).verdict).toBe("complete");
    expect(await verifyRecord(ledger, freshRecord())).toEqual({
      verdict: "consistent",
      faults: [],
      events: 0,
    });
    await expect(verifyRecord(ledger, freshRecord(), known)).rejects.toThrow(TypeError);
  });

  test.each<[string, Tamper, string[]]>([
    ["its data", at(2, (e) => ({ ...e, event: { ...e.event, data: { amount: 9 } } })), ["event-altered@2"]],
    ["its type", at(2, (e) => ({ ...e, event: { ...e.event, type: "c" } })), ["event-altered@2"]],
    ["its actor", at(2, (e) => ({ ...e, event: { ...e.event, authid: "s-99" } })), ["event-altered@2"]],
    [
      "its time",
      at(2, (e) => ({ ...e, event: { ...e.event, time: "2020-01-01T00:00:00.000Z" } })),
      ["event-altered@2"],
    ],
    ["its time into none", at(2, (e) => ({ ...e, event: untimed(e.event) })), ["event-altered@2"]],
    ["its hash", at(2, (e) => ({ ...e, hash: "0".repeat(64) })), ["event-altered@2", "event-altered@3"]],
    ["its hash into nonsense", at(2, (e) => ({ ...e, hash: "zz" })), ["event-altered@2", "event-altered@3"]],
    ["the state's digest", at(3, (e) => ({ ...e, stateDigest: "0".repeat(64) })), ["event-altered@3"]],
    ["the state's digest into none", at(3, unsealed), ["event-altered@3"]],
    [
      "the state's digest into capitals",
      at(1, (e) => ({ ...e, stateDigest: e.stateDigest?.toUpperCase() ?? "" })),
      ["event-altered@1"],
    ],
    ["an empty digest where there was none", at(2, (e) => ({ ...e, stateDigest: "" })), ["event-altered@2"]],
    [
      "a digest where there was none",
      at(2, (e) => ({ ...e, stateDigest: "0".repeat(64) })),
      ["event-altered@2"],
    ],
    [
      "its data into what has no hash",
      at(2, (e) => ({ ...e, event: { ...e.event, data: "\uD800" } })),
      ["event-altered@2"],
    ],
    [
      "its id",
      at(2, (e) => ({ ...e, event: { ...e.event, id: `${e.record}/9` } })),
      ["event-out-of-order@2"],
    ],
  ])("names the event that somebody altered: %s", async (_, tamper, expected) => {
    expect(await faults(tamper)).toEqual(expected);
  });

  test("names what was removed, cut off or put in another order", async () => {
    expect(await faults({ history: (events) => events.filter(({ version }) => version !== 2) })).toEqual([
      "event-missing@2",
    ]);
    expect(await faults({ history: (events) => events.slice(1) })).toEqual(["event-missing@1"]);
    expect(await faults({ history: (events) => events.slice(0, 4) })).toEqual(["history-truncated@5"]);
    expect(await faults({ history: () => [] })).toEqual(["history-truncated@5"]);
    const swapped = await faults({
      history: ([a, b, c, ...rest]) => [a, c, b, ...rest].filter((e) => e !== undefined),
    });
    expect(swapped).toContain("event-missing@2");
    expect(swapped).toContain("event-out-of-order@2");
  });

  test("names a state that is not the one that was sealed", async () => {
    const parts: ((found: LedgerRecord) => LedgerRecord | undefined)[] = [
      (found) => ({ ...found, state: { total: 1_000_000 } }),
      (found) => ({ ...found, law: 9 }),
      (found) => ({ ...found, keys: [{ name: "owner", value: "me" }] }),
      (found) => ({ ...found, timers: [{ name: "a", due: "2020-01-01T00:00:00.000Z" }] }),
      (found) => ({ ...found, head: "0".repeat(64) }),
      (found) => ({ ...found, changedAt: "2999-01-01T00:00:00.000Z" }),
      () => undefined,
    ];
    for (const record of parts) expect(await faults({ record })).toEqual(["state-altered@5"]);
    expect(await faults({ record: (found) => ({ ...found, version: 4 }) })).toEqual(["state-altered@4"]);
    const refusing = (found: LedgerRecord): never => {
      throw new LedgerError("ledger/corrupt", { details: { record: found.record } });
    };
    expect(await faults({ record: refusing })).toEqual(["state-altered@5"]);
  });

  test("names the event that could not even be read, and says nothing of what comes after", async () => {
    const { ledger, record, known } = await tampered({});
    const failing = (error: Error): Ledger => ({
      ...ledger,
      async *history(at) {
        yield* (await all(ledger.history(at))).slice(0, 2);
        throw error;
      },
    });
    const unread = failing(new LedgerError("ledger/corrupt", { details: { record, version: 3 } }));
    const expected = { verdict: "broken", faults: [{ fault: "event-altered", version: 3 }], events: 2 };
    expect(await verifyRecord(unread, record)).toEqual(expected);
    expect(await verifyRecord(unread, record, known)).toEqual(expected);
    for (const error of [new LedgerError("ledger/corrupt"), new LedgerError("ledger/unavailable")])
      await expect(verifyRecord(failing(error), record)).rejects.toBe(error);
  });

  test("names a state that could not be read, also where it can be read again, and passes on what is no fault", async () => {
    const { ledger, record } = await tampered({});
    const failing = (error: Error, times: number): Ledger => {
      let reads = 0;
      return {
        ...ledger,
        async get(at) {
          reads += 1;
          if (reads <= times) throw error;
          return await ledger.get(at);
        },
      };
    };
    const expected = { verdict: "broken", faults: [{ fault: "state-altered", version: 5 }], events: 5 };
    for (const error of [new LedgerError("ledger/corrupt"), new CoreError("core/not-json")])
      for (const times of [1, 9]) expect(await verifyRecord(failing(error, times), record)).toEqual(expected);
    const away = new LedgerError("ledger/unavailable");
    await expect(verifyRecord(failing(away, 1), record)).rejects.toBe(away);
  });

  test("tells each fault once, and a head that is another's beside the others", async () => {
    const cut = await tampered({ history: (events) => events.slice(0, 4) });
    expect((await verifyRecord(cut.ledger, cut.record, cut.known)).faults).toEqual([
      { fault: "history-truncated", version: 5 },
    ]);
    const altered = await tampered(at(2, (e) => ({ ...e, event: { ...e.event, type: "c" } })));
    const head = "0".repeat(64);
    const known = { record: altered.record, version: 5, head };
    expect((await verifyRecord(altered.ledger, altered.record, known)).faults).toEqual([
      { fault: "event-altered", version: 2 },
      { fault: "history-rewritten", version: 5 },
    ]);
    const unread: Ledger = {
      ...altered.ledger,
      async *history(of) {
        yield* (await all(cut.ledger.history(of))).slice(0, 2);
        throw new LedgerError("ledger/corrupt", { details: { record: of, version: 3 } });
      },
    };
    expect(
      (
        await verifyRecord({ ...unread, ...cut.ledger, history: unread.history }, cut.record, {
          record: cut.record,
          version: 2,
          head,
        })
      ).faults,
    ).toEqual([
      { fault: "event-altered", version: 3 },
      { fault: "history-rewritten", version: 2 },
    ]);
  });

  test("tells a consistent rewriting only by a head from outside", async () => {
    const { known } = await tampered({});
    if (!known) throw new Error("There is no head.");
    const ledger = memoryLedger();
    const twice = ["a", "b"].map((type) => ({ type, data: { amount: 1 } }));
    await ledger.commit([
      change(known.record, 0, { events: [...twice, ...twice, { type: "forged", data: {} }] }),
    ]);
    expect((await verifyRecord(ledger, known.record)).verdict).toBe("consistent");
    const found = await verifyRecord(ledger, known.record, known);
    expect(found.faults).toEqual([{ fault: "history-rewritten", version: 5 }]);
    const cut = memoryLedger();
    await cut.commit([change(known.record)]);
    expect((await verifyRecord(cut, known.record, known)).faults).toEqual([
      { fault: "history-truncated", version: 5 },
    ]);
  });

  test.each([0, 1])("takes a commit while it reads for no fault: %i commits before", async (before) => {
    const ledger = memoryLedger();
    const record = freshRecord();
    if (before > 0) await ledger.commit([change(record)]);
    let reads = 0;
    const busy: Ledger = {
      ...ledger,
      async get(at) {
        reads += 1;
        const view = await ledger.get(at);
        if (reads === 1) await ledger.commit([change(record, before)]);
        return view;
      },
      async *history(at) {
        yield* await all(ledger.history(at));
        await ledger.commit([change(record, before + 1)]);
      },
    };
    expect(await verifyRecord(busy, record)).toEqual({
      verdict: "consistent",
      faults: [],
      events: before + 1,
    });
  });
});
