import { type HeadStore, memoryHeads, memoryTiles } from "@throughline/core/transparency";
import { describe, expect, test } from "vitest";
import { all, refusal } from "../support.js";
import { commitMany, open, world } from "./support.js";

/** A copy of a head store as it was: what a backup of it gives back. */
async function backup(heads: HeadStore): Promise<HeadStore> {
  const copy = memoryHeads();
  for (const head of await all(heads.entries())) await copy.append(head);
  return copy;
}

describe("the heads outside", () => {
  test("lost: nothing is signed, though the database is whole", async () => {
    const on = await world(5);
    await open(on).sign();
    const refused = await refusal(() => open({ ...on, heads: memoryHeads() }).sign());
    expect([refused.code, refused.details]).toEqual(["log/heads-lost", { outside: 0, expected: 1 }]);
    expect((await refusal(() => open({ ...on, heads: memoryHeads() }).grow())).code).toBe("log/heads-lost");
  });

  test("older than the database: the same", async () => {
    const on = await world(5);
    await open(on).sign();
    const older = await backup(on.heads);
    await commitMany(on.ledger, 5);
    await open(on).sign();
    const refused = await refusal(() => open({ ...on, heads: older }).sign());
    expect([refused.code, refused.details]).toEqual(["log/heads-lost", { outside: 1, expected: 2 }]);
  });

  test("put in the place of others: the same", async () => {
    const on = await world(5);
    await open(on).sign();
    const other = { ...on, heads: memoryHeads(), tiles: memoryTiles() };
    await open(other).sign();
    expect((await refusal(() => open({ ...on, heads: other.heads }).sign())).code).toBe("log/heads-lost");
  });

  test("set back while a process runs, with the copy inside: that process has seen more", async () => {
    const on = await world(5);
    const older = { heads: memoryHeads(), tiles: memoryTiles() };
    const now = { heads: on.heads, tiles: on.tiles };
    const heads: HeadStore = {
      last: () => now.heads.last(),
      append: (head) => now.heads.append(head),
      entries: () => now.heads.entries(),
    };
    const log = open({ ...on, heads, tiles: { ...on.tiles, kept: () => now.tiles.kept() } });
    await log.sign();
    Object.assign(now, older);
    expect((await refusal(() => log.sign())).code).toBe("log/heads-lost");
  });

  test("put back: it goes on", async () => {
    const on = await world(5);
    await open(on).sign();
    const log = open({ ...on, heads: memoryHeads() });
    expect((await refusal(() => log.sign())).code).toBe("log/heads-lost");
    expect((await open(on).sign()).head.size).toBe(5);
  });

  test("moved on by another process, by one or by many, and through a break: it catches up", async () => {
    const on = await world(5);
    const [one, other] = [open(on), open(on)];
    await one.sign();
    await other.sign();
    expect((await one.sign()).head.size).toBe(5);
    for (let turn = 0; turn < 3; turn += 1) await other.sign();
    await one.sign();
    const { statement } = await other.breakLog({ reason: "to try it" });
    expect((await one.sign()).head.log).toBe(statement.log);
    await other.breakLog({ reason: "to try it again" });
    await other.sign();
    expect((await one.sign()).head.log).toBe((await other.sign()).head.log);
  });
});
