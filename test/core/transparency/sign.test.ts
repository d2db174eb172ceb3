import { memoryTiles, readTreeHead, treeHeadType } from "@throughline/core/transparency";
import { describe, expect, test } from "vitest";
import { all, refusal } from "../support.js";
import { commitMany, open, rewritten, rootOf, setBack, signing, type World, world } from "./support.js";

/** What is left when the database is lost and made anew, or set back: only the heads outside are as they were. */
const withDatabase = (on: World, parts: Partial<World>): World => ({ ...on, tiles: memoryTiles(), ...parts });

describe("nothing is signed that is no continuation of the last head outside", () => {
  test("same size, other root: events were rewritten and the tree made anew of them", async () => {
    const on = await world(50);
    await open(on).sign();
    const forged = withDatabase(on, { ledger: rewritten(on.ledger, 20) });
    const refused = await refusal(() => open(forged).sign());
    expect(refused.code).toBe("log/forked");
    expect(refused.details).toMatchObject({ size: 50, root: await rootOf(on.ledger) });
    expect(await all(on.heads.entries())).toHaveLength(1);
  });

  test("larger, and no continuation", async () => {
    const on = await world(50);
    await open(on).sign();
    await commitMany(on.ledger, 30);
    const forged = withDatabase(on, { ledger: rewritten(on.ledger, 20) });
    expect((await refusal(() => open(forged).sign())).code).toBe("log/forked");
  });

  test("smaller: the database is older than the heads", async () => {
    const on = await world(50);
    await open(on).sign();
    const older = withDatabase(on, { ledger: setBack(on.ledger, 40) });
    const refused = await refusal(() => open(older).sign());
    expect([refused.code, refused.details["size"], refused.details["found"]]).toEqual([
      "log/rolled-back",
      50,
      40,
    ]);
  });

  test("nothing left at all", async () => {
    const on = await world(50);
    await open(on).sign();
    const none = withDatabase(on, { ledger: setBack(on.ledger, 0) });
    expect((await refusal(() => open(none).sign())).code).toBe("log/rolled-back");
  });

  test("smaller, then grown past it by other events", async () => {
    const on = await world(50);
    await open(on).sign();
    await commitMany(on.ledger, 20);
    const forged = withDatabase(on, { ledger: rewritten(setBack(on.ledger, 65), 45) });
    expect((await refusal(() => open(forged).sign())).code).toBe("log/forked");
  });

  test("two signers over two copies of a database: only the first goes on", async () => {
    const on = await world(50);
    const copy = withDatabase(on, { ledger: rewritten(on.ledger, 50) });
    const results = await Promise.allSettled([open(on).sign(), open(copy).sign()]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await all(on.heads.entries())).toHaveLength(1);
  });

  test("the same database once more is signed on, its tree made anew", async () => {
    const on = await world(50);
    await open(on).sign();
    await commitMany(on.ledger, 1);
    expect((await open(withDatabase(on, {})).sign()).head.size).toBe(51);
  });

  test("negative control: one that only compares sizes signs the fork", async () => {
    const on = await world(50);
    await open(on).sign();
    await commitMany(on.ledger, 1);
    const ledger = rewritten(on.ledger, 20);
    const last = await on.heads.last();
    const before = await readTreeHead(last?.document ?? "", on);
    const events = await all(ledger.follow());
    const naive = async () => {
      if (events.length < before.payload.size) throw new Error("rolled back");
      const { log } = before.payload;
      const time = "2026-11-23T10:00:00.000Z";
      return on.signer.sign(treeHeadType, {
        version: 1,
        log,
        size: events.length,
        root: await rootOf(ledger),
        time,
      });
    };
    const { payload } = await readTreeHead(await naive(), on);
    expect(payload.size).toBe(51);
    expect(payload.root).not.toBe(await rootOf(on.ledger));
    expect((await refusal(() => open(withDatabase(on, { ledger })).sign())).code).toBe("log/forked");
  });
});

test("heads never go back in time, though the ledger's clock does", async () => {
  const on = await world(5);
  const at = (now: string) => ({ ...on.ledger, get: async () => ({ now }) });
  await open({ ...on, ledger: at("2026-11-23T12:00:00.000Z") }).sign();
  const { head } = await open({ ...on, ledger: at("2026-11-23T09:00:00.000Z") }).sign();
  expect(head.time).toBe("2026-11-23T12:00:00.000Z");
  const later = await open({ ...on, ledger: at("2026-11-23T12:00:00.001Z") }).sign();
  expect(later.head.time).toBe("2026-11-23T12:00:00.001Z");
});

test("a signer whose key is not published signs nothing that is kept", async () => {
  const on = await world(5);
  const { signer } = await signing();
  expect((await refusal(() => open({ ...on, signer }).sign())).code).toBe("log/head-unverifiable");
  const other = await signing("https://log.housing.example");
  expect((await refusal(() => open({ ...on, signer: other.signer }).sign())).code).toBe(
    "log/head-unverifiable",
  );
  expect(await on.heads.last()).toBeUndefined();
});

test("a head that was kept outside, but not inside, is gone on from all the same", async () => {
  const on = await world(5);
  const forgetful = { ...on.tiles, keep: async () => Promise.reject(new Error("stopped")) };
  await expect(open({ ...on, tiles: forgetful }).sign()).rejects.toThrow("stopped");
  await commitMany(on.ledger, 2);
  expect((await open(on).sign()).head.size).toBe(7);
  expect((await on.tiles.kept())?.place).toBe(2);
});

describe("tiles that somebody altered between growing and signing", () => {
  const forged = new Uint8Array(32).fill(7);
  const with300 = async () => {
    const on = await world(300);
    await open(on).sign();
    await commitMany(on.ledger, 300);
    await open(on).grow();
    return on;
  };

  test("a node above leaves at which the last head still looks one by one: its root is as it was, the new one is not", async () => {
    const on = await with300();
    const read: World["tiles"]["read"] = async (log, places) => {
      const found = await on.tiles.read(log, places);
      places.forEach(({ level }, at) => {
        if (level === 1) found[at]?.set(forged, 32);
      });
      return found;
    };
    const refused = await refusal(() => open({ ...on, tiles: { ...on.tiles, read } }).sign());
    expect(refused.code).toBe("log/tile-corrupt");
    expect(await all(on.heads.entries())).toHaveLength(1);
    expect((await open(on).sign()).head.root).toBe(await rootOf(on.ledger));
  });

  test("and the two roots are computed of what was read once", async () => {
    const on = await with300();
    let reads = 0;
    const tiles: World["tiles"] = {
      ...on.tiles,
      read: async (log, places) => {
        reads += 1;
        return on.tiles.read(log, places);
      },
    };
    const log = open({ ...on, tiles });
    await log.grow();
    reads = 0;
    await log.grow();
    const growing = reads;
    reads = 0;
    await log.sign();
    expect(reads - growing).toBe(1);
  });
});
