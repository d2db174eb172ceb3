import { memoryHeads, memoryTiles } from "@throughline/core/transparency";
import { createVerifier } from "@throughline/identity";
import { describe, expect, test } from "vitest";
import { refusal } from "../support.js";
import { commitMany, issuer, open, setBack, signing, trusting, type World, world } from "./support.js";

/** A log that was signed with one key, then with another. */
async function afterRotation() {
  const on = await world(5);
  const [old, next] = [await signing(), await signing()];
  const first: World = { ...on, signer: old.signer, verifier: trusting(old.key) };
  await open(first).sign();
  await commitMany(on.ledger, 1);
  const both: World = { ...on, signer: next.signer, verifier: trusting(old.key, next.key) };
  await open(both).sign();
  return { both, old, next };
}

describe("the keys of the heads that were signed", () => {
  test("retired or compromised since, the log goes on under the new one", async () => {
    const { both, old, next } = await afterRotation();
    const at = "2020-01-01T00:00:00.000Z";
    for (const dates of [
      { retired_at: at },
      { compromised_at: at },
      { retired_at: at, compromised_at: at },
    ]) {
      const verifier = trusting({ ...old.key, ...dates }, next.key);
      expect((await open({ ...both, verifier }).sign()).head.size).toBe(6);
    }
  });

  test("taken off the list, even one that signed long ago: refused at start-up", async () => {
    const { both, next } = await afterRotation();
    const log = open({ ...both, verifier: trusting(next.key) });
    expect((await refusal(() => log.sign())).code).toBe("log/head-unverifiable");
    expect((await refusal(() => log.grow())).code).toBe("log/head-unverifiable");
  });

  test("taken off after the log was broken: what came before no longer matters", async () => {
    const { both, next } = await afterRotation();
    const verifier = trusting(next.key);
    const { statement } = await open({ ...both, verifier }).breakLog({ reason: "the old key is lost" });
    expect(statement.found.fault).toBe("head-unverifiable");
    expect(statement.last).toBeUndefined();
    expect((await open({ ...both, verifier }).sign()).head.log).toBe(statement.log);
  });
});

describe("what is kept outside is not simply believed", () => {
  test("a head by someone else's key", async () => {
    const on = await world(5);
    const thief = await signing();
    const other = { ...on, signer: thief.signer, verifier: trusting(thief.key), heads: memoryHeads() };
    const { document } = await open(other).sign();
    const heads = memoryHeads();
    await heads.append({ place: 1, document });
    expect((await refusal(() => open({ ...on, heads }).sign())).code).toBe("log/head-unverifiable");
  });

  test("a head by another issuer, though its key is as good", async () => {
    const on = await world(5);
    const other = await signing("https://log.housing.example");
    const own = await signing();
    const verifier = createVerifier({
      trust: [
        { issuer, keys: [own.key] },
        { issuer: "https://log.housing.example", keys: [other.key] },
      ],
    });
    const both = { ...on, signer: own.signer, verifier };
    const { document } = await open({ ...both, signer: other.signer }).sign();
    const heads = memoryHeads();
    await heads.append({ place: 1, document });
    const refused = await refusal(() => open({ ...both, heads, tiles: memoryTiles() }).sign());
    expect(refused.code).toBe("log/head-unverifiable");
  });

  test("a head of another log, after one of this", async () => {
    const on = await world(5);
    await open(on).sign();
    const foreign = await on.signer.sign("tree-head+jwt", {
      version: 1,
      log: "another",
      size: 5,
      root: "ab".repeat(32),
      time: "2026-11-23T10:00:00.000Z",
    });
    const log = open(on);
    await log.sign();
    await on.heads.append({ place: 3, document: foreign });
    expect((await refusal(() => log.sign())).code).toBe("log/heads-lost");
  });

  test("what is no signed document at all", async () => {
    const on = await world(5);
    await on.heads.append({ place: 1, document: "not a document" });
    expect((await refusal(() => open(on).sign())).code).toBe("log/malformed");
  });
});

describe("documents of this very log that are kept once more", () => {
  /** A log with heads of 5 and 7 events; the first is then put behind the last, as whoever can only append may do. */
  async function replayed() {
    const on = await world(5);
    const log = open(on);
    const { document } = await log.sign();
    await commitMany(on.ledger, 2);
    await log.sign();
    await on.heads.append({ place: 3, document });
    return { on, log };
  }

  test("an old head does not count: a ledger set back to it would pass for whole", async () => {
    const { on, log } = await replayed();
    expect((await refusal(() => log.sign())).code).toBe("log/heads-lost");
    expect((await refusal(() => open(on).sign())).code).toBe("log/heads-lost");
    const back = { ...on, ledger: setBack(on.ledger, 6), tiles: memoryTiles() };
    expect((await refusal(() => open(back).sign())).code).toBe("log/heads-lost");
  });

  test("and the operator's way out leads from the last good one", async () => {
    const { on } = await replayed();
    const { statement } = await open(on).breakLog({ reason: "an old head was put in" });
    expect([statement.found.fault, statement.last?.size]).toEqual(["heads-lost", 7]);
    expect((await open(on).sign()).head).toMatchObject({ log: statement.log, size: 7 });
  });

  test("an old break statement does not count: what was signed since would be forgotten", async () => {
    const on = await world(5);
    const log = open(on);
    await log.sign();
    const { document } = await log.breakLog({ reason: "once" });
    await log.sign();
    await on.heads.append({ place: 4, document });
    expect((await refusal(() => log.sign())).code).toBe("log/heads-lost");
    expect((await refusal(() => open(on).sign())).code).toBe("log/heads-lost");
  });

  test("a break statement from before the last one does not count either", async () => {
    const on = await world(5);
    const log = open(on);
    const { document } = await log.breakLog({ reason: "once" });
    await log.breakLog({ reason: "twice" });
    await log.sign();
    await on.heads.append({ place: 4, document });
    expect((await refusal(() => open(on).sign())).code).toBe("log/heads-lost");
  });
});
