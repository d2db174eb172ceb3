import {
  type HeadStore,
  memoryHeads,
  memoryTiles,
  readLogBreak,
  verifyInclusionProof,
} from "@throughline/core/transparency";
import { describe, expect, test } from "vitest";
import { faultOf } from "../../../packages/core/src/transparency/break-log.js";
import { all, refusal } from "../support.js";
import { commitMany, issuer, open, rewritten, rootOf, setBack, type World, world } from "./support.js";

const reason = "The server was lost; the newest backup is of this morning.";

/** What each thing that may go wrong is called in the statement, and how it comes about. */
const accidents: readonly (readonly [string, (on: World) => Promise<World>])[] = [
  ["none", async (on) => on],
  ["forked", async (on) => ({ ...on, tiles: memoryTiles(), ledger: rewritten(on.ledger, 4) })],
  ["rolled-back", async (on) => ({ ...on, tiles: memoryTiles(), ledger: setBack(on.ledger, 12) })],
  ["ledger-replaced", async (on) => ({ ...on, tiles: memoryTiles(), ledger: (await world(30)).ledger })],
  ["heads-lost", async (on) => ({ ...on, heads: memoryHeads() })],
];

describe.each(accidents)("a log that is broken for: %s", (fault, happen) => {
  test("says what was promised, what is there and why, and begins anew", async () => {
    const before = await world(20);
    const { head } = await open(before).sign();
    const on = await happen(before);
    if (fault !== "none") expect((await refusal(() => open(on).sign())).code).toBe(`log/${fault}`);
    const { statement, document } = await open(on).breakLog({ reason });
    const { payload } = await readLogBreak(document, on);
    expect(payload).toEqual(statement);
    const { log, size, root, time } = head;
    const events = await all(on.ledger.follow());
    expect(payload).toMatchObject({ iss: issuer, last: { log, size, root, time }, reason });
    expect(payload.found).toMatchObject({ fault, size: events.length, root: await rootOf(on.ledger) });
    expect(payload.found.rootThen === root).toBe(fault === "none" || fault === "heads-lost");
    expect("rootThen" in payload.found).toBe(events.length >= 20);
    expect(payload.log).not.toBe(head.log);

    await commitMany(before.ledger, 2);
    const next = await open(on).sign();
    expect(next.head.log).toBe(payload.log);
    const proof = await open(on).prove({ sequence: 3 });
    const claim = { head: next.document, proof, eventHash: events[2]?.hash ?? "" };
    await verifyInclusionProof(claim, { verifier: on.verifier, issuer });
    expect((await open(on).audit()).faults).toEqual([]);
  });
});

test("a break can be broken off, and the next try makes it good", async () => {
  const before = await world(20);
  await open(before).sign();
  const on = { ...before, tiles: memoryTiles(), ledger: setBack(before.ledger, 12) };
  const heads: HeadStore = { ...on.heads, append: async () => Promise.reject(new Error("stopped")) };
  await expect(open({ ...on, heads }).breakLog({ reason })).rejects.toThrow("stopped");
  expect((await refusal(() => open(on).sign())).code).toBe("log/rolled-back");
  const { statement } = await open(on).breakLog({ reason });
  expect((await open(on).sign()).head.log).toBe(statement.log);
});

test("two at once make two statements, the second about the log that the first began", async () => {
  const on = await world(5);
  await open(on).sign();
  const broken = await Promise.all([open(on).breakLog({ reason }), open(on).breakLog({ reason })]);
  expect(await all(on.heads.entries())).toHaveLength(3);
  const last = (await all(on.heads.entries())).at(-1)?.document;
  const { statement } = broken.find(({ document }) => document === last) ?? {};
  expect((await open(on).sign()).head.log).toBe(statement?.log);
});

test("a reason is needed, and what is not about the log is passed on", async () => {
  const on = await world(5);
  for (const bad of ["", "x".repeat(501)]) {
    await expect(open(on).breakLog({ reason: bad })).rejects.toThrow(RangeError);
  }
  expect(() => faultOf(new Error("no connection"))).toThrow("no connection");
});
