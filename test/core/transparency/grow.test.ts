import {
  memoryHeads,
  memoryTiles,
  type TileStore,
  verifyConsistencyProof,
} from "@throughline/core/transparency";
import { describe, expect, test } from "vitest";
import { all, refusal } from "../support.js";
import {
  commitMany,
  issuer,
  open,
  rewritten,
  rootOf,
  setBack,
  tampered,
  type World,
  world,
} from "./support.js";

describe("broken off, and several at once", () => {
  /** Stops with an error at the nth write, before or after it is done. */
  function stopping(tiles: TileStore, nth: number, when: "before" | "after"): TileStore {
    let writes = 0;
    const stop = async <Result>(write: () => Promise<Result>): Promise<Result> => {
      writes += 1;
      if (writes === nth && when === "before") throw new Error("stopped");
      const result = await write();
      if (writes === nth) throw new Error("stopped");
      return result;
    };
    return {
      ...tiles,
      append: (log, made, size) => stop(() => tiles.append(log, made, size)),
      keep: (next, instead) => stop(() => tiles.keep(next, instead)),
    };
  }

  let made: Promise<World> | undefined;
  const many = () => {
    made ??= world(4500);
    return made;
  };

  test.each([1, 2, 3])("stopped at write %i, the next one goes on and signs the same tree", async (nth) => {
    for (const when of ["before", "after"] as const) {
      const on = { ...(await many()), tiles: memoryTiles(), heads: memoryHeads() };
      const stopped = open({ ...on, tiles: stopping(on.tiles, nth, when) });
      await expect(stopped.sign()).rejects.toThrow("stopped");
      const { head } = await open(on).sign();
      expect([head.size, head.root]).toEqual([4500, await rootOf(on.ledger)]);
      expect((await open(on).audit()).faults).toEqual([]);
    }
  });

  test("tiles that were written without the size are as good", async () => {
    const on = await world(600);
    const half: TileStore = {
      ...on.tiles,
      async append(log, made) {
        await on.tiles.append(log, made, 0);
        throw new Error("stopped");
      },
    };
    await expect(open({ ...on, tiles: half }).grow()).rejects.toThrow("stopped");
    await commitMany(on.ledger, 9);
    expect((await open(on).sign()).head.root).toBe(await rootOf(on.ledger));
  });

  test("eight growers at once while events come make one tree", async () => {
    const on = await world(300);
    const logs = Array.from({ length: 8 }, () => open(on));
    await Promise.all([...logs.map((log) => log.grow()), commitMany(on.ledger, 200)]);
    await Promise.all(logs.map((log) => log.grow()));
    expect((await open(on).sign()).head.root).toBe(await rootOf(on.ledger));
    expect((await open(on).audit()).faults).toEqual([]);
  });

  test("eight signers at once each give a head that is kept, and each head continues the one before", async () => {
    const on = await world(20);
    const logs = Array.from({ length: 8 }, () => open(on));
    const signed = await Promise.all(
      logs.map(async (log) => {
        await commitMany(on.ledger, 3);
        return log.sign();
      }),
    );
    const kept = await all(on.heads.entries());
    expect(kept.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(new Set(kept.map(({ document }) => document))).toEqual(
      new Set(signed.map(({ document }) => document)),
    );
    const expected = { verifier: on.verifier, issuer };
    for (const [at, later] of kept.entries()) {
      const earlier = kept[at - 1];
      if (!earlier) continue;
      const sizeOf = ({ document }: { document: string }) =>
        signed.find((one) => one.document === document)?.head.size ?? 0;
      const proof = await open(on).proveConsistency(sizeOf(earlier), sizeOf(later));
      const claim = { earlier: earlier.document, later: later.document, proof };
      expect((await verifyConsistencyProof(claim, expected)).size).toBe(sizeOf(later));
    }
  });

  test("a signer that never gets its turn says so", async () => {
    const on = await world(1);
    const heads = { ...on.heads, append: async () => false };
    expect((await refusal(() => open({ ...on, heads }).sign())).code).toBe("log/contended");
  });
});

describe("what the ledger says now against what the tree has", () => {
  test("the newest events are compared at start-up, as many as asked for", async () => {
    const on = await world(1000);
    await open(on).grow();
    const forged = { ...on, ledger: rewritten(on.ledger, 900) };
    expect((await refusal(() => open(forged, { recheckEvents: 101 }).grow())).details).toMatchObject({
      sequence: 900,
    });
    expect(await open(forged, { recheckEvents: 100 }).grow()).toBe(1000);
    expect((await refusal(() => open(forged).grow())).code).toBe("log/forked");
  });

  test("and the last one every time", async () => {
    const on = await world(10);
    let forged = false;
    const ledger = tampered(on.ledger, {
      follow: (options = {}) => (forged ? rewritten(on.ledger, 10) : on.ledger).follow(options),
    });
    const log = open({ ...on, ledger });
    expect(await log.grow()).toBe(10);
    forged = true;
    expect((await refusal(() => log.grow())).code).toBe("log/forked");
  });

  test("a ledger with fewer events is one that was set back", async () => {
    const on = await world(10);
    await open(on).grow();
    const refused = await refusal(() => open({ ...on, ledger: setBack(on.ledger, 7) }).grow());
    expect([refused.code, refused.details["found"]]).toEqual(["log/rolled-back", 7]);
  });

  test("an event that is left out is noticed by its place", async () => {
    const on = await world(10);
    const ledger = tampered(on.ledger, {
      async *follow(options = {}) {
        for await (const event of on.ledger.follow(options)) if (event.position?.sequence !== 4) yield event;
      },
    });
    expect((await refusal(() => open({ ...on, ledger }).grow())).code).toBe("log/forked");
  });

  test("tiles of other events, and tiles that are gone, are not grown on", async () => {
    const on = await world(300);
    await open(on).grow();
    const [log = ""] = (await all(on.ledger.follow())).map(({ position }) => position?.log);
    const other: TileStore = {
      ...on.tiles,
      size: async () => 0,
      read: async (_log, places) => places.map(() => undefined),
    };
    const forged = { ...on, ledger: rewritten(on.ledger, 20), tiles: other };
    expect((await refusal(() => open(forged).grow())).code).toBe("log/forked");
    const gone: TileStore = { ...on.tiles, read: async (_log, places) => places.map(() => undefined) };
    expect((await refusal(() => open({ ...on, tiles: gone }).grow())).code).toBe("log/tile-corrupt");
    expect(await on.tiles.size(log)).toBe(300);
  });
});
