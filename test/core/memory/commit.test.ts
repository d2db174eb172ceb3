import { memoryLedger } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { all, change, freshRecord, handClock, refusal } from "../support.js";

describe("a commit in memory", () => {
  test("is judged by the ledger's clock, to the millisecond", async () => {
    const { clock, move } = handClock("2026-11-23T10:00:00.000Z");
    const ledger = memoryLedger({ clock });
    const record = freshRecord();
    const deadline = "2026-11-23T10:00:01.000Z";
    expect(await refusal(() => ledger.commit([change(record)], { notBefore: deadline }))).toMatchObject({
      code: "ledger/too-early",
      details: { notBefore: deadline },
    });
    move(0.999);
    await ledger.commit([change(record)], { before: deadline });
    move(0.001);
    expect(await refusal(() => ledger.commit([change(record, 1)], { before: deadline }))).toMatchObject({
      code: "ledger/too-late",
      details: { before: deadline },
    });
    expect((await ledger.commit([change(record, 1)], { notBefore: deadline })).time).toBe(deadline);
  });

  test("never stamps an event earlier than the record's last, though the clock be put back", async () => {
    const { clock, move } = handClock();
    const ledger = memoryLedger({ clock });
    const record = freshRecord();
    await ledger.commit([change(record)]);
    move(-3600);
    await ledger.commit([change(record, 1)]);
    const times = (await all(ledger.history(record))).map(({ event }) => event.time);
    expect(times).toEqual(["2026-11-23T10:00:00.000Z", "2026-11-23T10:00:00.000Z"]);
  });

  test("stamps each event with the time it was committed at", async () => {
    const { clock, move } = handClock();
    const ledger = memoryLedger({ clock });
    const record = freshRecord();
    await ledger.commit([change(record)]);
    move(5);
    const { time } = await ledger.commit([change(record, 1)]);
    expect(time).toBe("2026-11-23T10:00:05.000Z");
    expect((await all(ledger.history(record))).at(-1)?.event.time).toBe(time);
    expect((await ledger.get(record)).record?.changedAt).toBe(time);
  });

  test("of a record with the same key, but not as its own, takes it from nobody", async () => {
    const ledger = memoryLedger();
    const [holder, other] = [freshRecord(), freshRecord()];
    const key = { name: "email", value: "a@example.com" };
    const keys = [{ ...key, unique: true }];
    await ledger.commit([change(holder, 0, { keys })]);
    await ledger.commit([change(other, 0, { keys: [key] })]);
    await ledger.commit([change(other, 1)]);
    expect(await refusal(() => ledger.commit([change(freshRecord(), 0, { keys })]))).toMatchObject({
      code: "ledger/key-taken",
      details: { name: "email" },
    });
    await ledger.commit([change(holder, 1, { keys })]);
  });

  test("bears the source it was told", async () => {
    const ledger = memoryLedger({ source: "https://work.example/ledger" });
    const record = freshRecord();
    await ledger.commit([change(record)]);
    const [entry] = await all(ledger.history(record));
    expect(entry?.event.source).toBe("https://work.example/ledger");
    expect(() => memoryLedger({ source: "not a URI" })).toThrow(RangeError);
  });

  test("checks the key before anything has to hold", async () => {
    const ledger = memoryLedger();
    const options = { idempotencyKey: "k", fingerprint: "f" };
    await ledger.commit([change(freshRecord())], options);
    const stale = { ...options, requires: [{ record: freshRecord(), version: 3 }] };
    expect((await ledger.commit([change(freshRecord(), 9)], stale)).replayed).toBe(true);
  });
});
