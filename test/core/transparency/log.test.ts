import { memoryVault, personal, sealedLedger } from "@throughline/core";
import {
  createTransparencyLog,
  memoryHeads,
  memoryTiles,
  verifyInclusionProof,
} from "@throughline/core/transparency";
import { describe, expect, test } from "vitest";
import { all, change, freshRecord, refusal } from "../support.js";
import { commitMany, issuer, open, rootOf, world } from "./support.js";

describe("growing and signing", () => {
  test("a head says how many events there are and the root over their hashes", async () => {
    const on = await world(700);
    const log = open(on);
    const { head, document } = await log.sign();
    const position = (await all(on.ledger.follow())).at(-1)?.position;
    expect(head).toEqual({
      version: 1,
      iss: issuer,
      log: position?.log,
      size: 700,
      root: await rootOf(on.ledger),
      time: head.time,
    });
    expect(await on.heads.last()).toEqual({ place: 1, document });
    expect(await on.tiles.kept()).toEqual({ place: 1, document });
  });

  test("grows by what has come since, and signs the same size again with the later time", async () => {
    const on = await world(3);
    const log = open(on);
    expect(await log.grow()).toBe(3);
    await commitMany(on.ledger, 300);
    expect(await log.grow()).toBe(303);
    const [first, second] = [await log.sign(), await log.sign()];
    expect([first.head.size, second.head.size]).toEqual([303, 303]);
    expect(second.head.root).toBe(first.head.root);
    expect(second.head.time >= first.head.time).toBe(true);
  });

  test("there is no head of nothing", async () => {
    expect((await refusal(async () => open(await world()).sign())).code).toBe("log/empty");
    const refused = await refusal(async () => open(await world()).breakLog({ reason: "to try" }));
    expect(refused.code).toBe("log/empty");
  });

  test("works on what a sealed ledger stores, whatever is erased later", async () => {
    const on = await world();
    const vault = memoryVault();
    const sealed = sealedLedger(on.ledger, vault);
    const record = freshRecord();
    await sealed.commit([
      change(record, 0, {
        events: [{ type: "counter.added", data: { name: { ...personal("s-1", "Ada") } } }],
      }),
    ]);
    const log = open({ ...on, ledger: sealed });
    const { document } = await log.sign();
    await vault.destroy("s-1");
    const proof = await log.prove({ record, version: 1 });
    const [event] = await all(on.ledger.history(record));
    const claim = { head: document, proof, eventHash: event?.hash ?? "" };
    expect((await verifyInclusionProof(claim, { verifier: on.verifier, issuer })).size).toBe(1);
  });

  test("options that mean nothing are refused at once", async () => {
    const on = await world();
    for (const recheckEvents of [0, -1, 1.5]) {
      expect(() => createTransparencyLog({ ...on, recheckEvents })).toThrow(RangeError);
    }
  });

  test("the portable hash and the platform's make the same tree", async () => {
    const on = await world(5);
    const { head } = await open(on).sign();
    const again = createTransparencyLog({ ...on, tiles: memoryTiles(), heads: memoryHeads() });
    expect((await again.sign()).head.root).toBe(head.root);
  });
});
