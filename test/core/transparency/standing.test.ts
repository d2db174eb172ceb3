import { memoryHeads } from "@throughline/core/transparency";
import { describe, expect, test } from "vitest";
import { refusal } from "../support.js";
import { commitMany, open, signing, trusting, type World, world } from "./support.js";

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
