import type { TileStore } from "@throughline/core/transparency";
import { describe, expect, test } from "vitest";
import { commitMany, open, rewritten, setBack, world } from "./support.js";

describe("an audit", () => {
  test("finds nothing wrong with what is right", async () => {
    const on = await world(5000);
    const log = open(on);
    await log.sign();
    // After 4,096 events: 16 full tiles of leaves and one above; at the end: 3 full, one of the rest, and the one above.
    expect(await log.audit()).toEqual({ events: 5000, tiles: 22, faults: [] });
  });

  test("names an event that was rewritten long ago, which no signer looks at any more", async () => {
    const on = await world(1000);
    await open(on).sign();
    const log = open({ ...on, ledger: rewritten(on.ledger, 300) }, { recheckEvents: 100 });
    expect((await log.sign()).head.size).toBe(1000);
    expect((await log.audit()).faults).toEqual([
      { fault: "tile-altered", level: 0, number: 1 },
      { fault: "tile-altered", level: 1, number: 0 },
    ]);
  });

  test("names a tile that does not fit those below it, though no head could be signed over it", async () => {
    const on = await world(300);
    await open(on).sign();
    await commitMany(on.ledger, 300);
    await open(on).grow();
    const read: typeof on.tiles.read = async (log, places) => {
      const found = await on.tiles.read(log, places);
      places.forEach(({ level }, at) => {
        if (level === 1) found[at]?.fill(7, 32);
      });
      return found;
    };
    const { faults } = await open({ ...on, tiles: { ...on.tiles, read } }).audit();
    expect(faults).toEqual([{ fault: "tile-altered", level: 1, number: 0 }]);
  });

  test("names a tile that has lost its end", async () => {
    const on = await world(600);
    await open(on).sign();
    const tiles: TileStore = {
      ...on.tiles,
      read: async (log, places) =>
        (await on.tiles.read(log, places)).map((hashes, at) =>
          places[at]?.level === 0 && places[at]?.number === 0 ? hashes?.subarray(0, 255 * 32) : hashes,
        ),
    };
    expect((await open({ ...on, tiles }, { recheckEvents: 10 }).audit()).faults).toEqual([
      { fault: "tile-altered", level: 0, number: 0 },
    ]);
  });

  test("and an event that was taken out of the end while it reads", async () => {
    const on = await world(10);
    const log = open(on);
    await log.sign();
    let calls = 0;
    const shrinking = {
      ...on.ledger,
      follow: (options = {}) => {
        calls += 1;
        return (calls > 1 ? setBack(on.ledger, 7) : on.ledger).follow(options);
      },
    };
    const { faults } = await open({ ...on, ledger: shrinking }).audit();
    expect(faults).toContainEqual({ fault: "event-missing", sequence: 8 });
  });
});
