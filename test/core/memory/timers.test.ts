import { memoryLedger } from "@throughline/core";
import { expect, test } from "vitest";
import { change, freshRecord, handClock } from "../support.js";

test("a lease ends to the millisecond, by the ledger's clock", async () => {
  const { clock, move } = handClock();
  const { ledger, timers } = memoryLedger({ clock });
  await ledger.commit([
    change(freshRecord(), 0, { timers: [{ name: "due", due: "2026-11-23T10:00:05.000Z" }] }),
  ]);
  move(4.999);
  expect(await timers.take()).toEqual([]);
  move(0.001);
  expect(await timers.take({ leaseSeconds: 10 })).toHaveLength(1);
  move(9.999);
  expect(await timers.take()).toEqual([]);
  move(0.001);
  expect(await timers.take()).toHaveLength(1);
  move(59.999);
  expect(await timers.take()).toEqual([]);
  move(0.001);
  expect(await timers.take()).toHaveLength(1);
});

test("a hundred are taken where nobody says how many", async () => {
  const { ledger, timers } = memoryLedger();
  const due = "2000-01-01T00:00:00.000Z";
  const named = Array.from({ length: 101 }, (_, index) => ({ name: `${index}`, due }));
  await ledger.commit([change(freshRecord(), 0, { timers: named })]);
  expect([(await timers.take()).length, (await timers.take()).length]).toEqual([100, 1]);
});

test("a timer is done as it was taken: by another due time it is another", async () => {
  const { ledger, timers } = memoryLedger();
  const due = "2000-01-01T00:00:00.000Z";
  await ledger.commit([change(freshRecord(), 0, { timers: [{ name: "a", due }] })]);
  const [taken] = await timers.take();
  if (!taken) throw new Error("Nothing was taken.");
  expect(await timers.done({ ...taken, due: "2000-01-01T00:00:00.001Z" })).toBe(false);
  expect(await timers.done(taken)).toBe(true);
});
