import { LedgerError, memoryLedger } from "@throughline/core";
import { expect, test } from "vitest";
import {
  after,
  change,
  endOfLog,
  freshKind,
  freshRecord,
  fromNow,
  insist,
  versionOf,
  within,
} from "../../../packages/core/src/testing/probe.js";

test("records and kinds are new each time, and make a change that a ledger takes", async () => {
  const ledger = memoryLedger();
  const record = freshRecord(freshKind());
  expect(record).not.toBe(freshRecord());
  expect(await endOfLog(ledger)).toBeUndefined();
  await ledger.commit([change(record)]);
  expect([await versionOf(ledger, record), await versionOf(ledger, freshRecord())]).toEqual([1, 0]);
  const end = await endOfLog(ledger);
  expect(end?.sequence).toBe(1);
  expect([after(undefined), after(end)]).toEqual([{}, { after: end }]);
});

test("time is the ledger's", async () => {
  const ledger = memoryLedger({ clock: () => new Date("2026-11-23T10:00:00.000Z") });
  expect(await fromNow(ledger, -1.5)).toBe("2026-11-23T09:59:58.500Z");
});

test("insist tries again on a conflict and on nothing else", async () => {
  const ledger = memoryLedger();
  let tries = 0;
  const attempt = async () => {
    tries += 1;
    if (tries < 3) throw new LedgerError("ledger/conflict");
    return await ledger.commit([change(freshRecord())]);
  };
  expect((await insist(attempt)).records).toHaveLength(1);
  expect(tries).toBe(3);
  const late = () => Promise.reject(new LedgerError("ledger/too-late"));
  await expect(insist(late)).rejects.toThrow("found ledger/too-late");
});

test("within ends what takes too long", async () => {
  expect(await within(1000, "x", Promise.resolve(1))).toBe(1);
  await expect(within(10, "a deadlock", new Promise(() => {}))).rejects.toThrow(
    "a deadlock: not done after 10 ms",
  );
});
