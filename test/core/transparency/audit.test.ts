import { describe, expect, test } from "vitest";
import { commitMany, open, rewritten, setBack, world } from "./support.js";

describe("an audit", () => {
  test("finds nothing wrong with what is right", async () => {
    const on = await world(5000);
    const log = open(on);
    await log.sign();
    const { events, faults } = await log.audit();
    expect([events, faults]).toEqual([5000, []]);
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
