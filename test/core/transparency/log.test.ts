import { isThroughlineError, memoryLedger, personal, recordOf, sealedLedger } from "@throughline/core";
import {
  createTransparencyLog,
  memoryHeads,
  memoryTiles,
  merkleRoot,
  type TileStore,
  verifyConsistencyProof,
  verifyInclusionProof,
} from "@throughline/core/transparency";
import { describe, expect, test } from "vitest";
import { all, change, freshRecord, refusal } from "../support.js";
import { hex, naiveLeaf } from "./naive.js";
import { commitMany, issuer, open, rewritten, setBack, trusting, watched, world } from "./support.js";

async function rootOf(
  ledger: Parameters<typeof all>[0] extends never ? never : Awaited<ReturnType<typeof world>>["ledger"],
) {
  const events = await all(ledger.follow());
  return hex(merkleRoot(events.map(({ hash }) => naiveLeaf(Buffer.from(hash, "hex")))));
}

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
    const { memoryVault } = await import("@throughline/core");
    const vault = memoryVault();
    const sealed = sealedLedger(on.ledger, vault);
    const record = freshRecord();
    await sealed.commit([
      change(record, 0, { events: [{ type: "counter.added", data: { name: personal("s-1", "Ada") } }] }),
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

  test.each([1, 2, 3])("stopped at write %i, the next one goes on and signs the same tree", async (nth) => {
    for (const when of ["before", "after"] as const) {
      const on = await world(4500);
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

describe("proofs", () => {
  test("of any event, by its place or its record, in few tile reads", async () => {
    const on = await world();
    const records = await commitMany(on.ledger, 5000);
    const { store, counted } = watched(on.tiles);
    const log = open({ ...on, tiles: store });
    const { document, head } = await log.sign();
    const events = await all(on.ledger.follow());
    for (const at of [0, 1, 255, 256, 4095, 4096, 4864, 4999]) {
      counted.tiles = 0;
      counted.reads = 0;
      const proof = await log.prove({ sequence: at + 1 });
      // Two tiles at most for each eight levels: 5,000 leaves have thirteen.
      expect(counted.tiles).toBeLessThanOrEqual(4);
      expect(counted.reads).toBe(1);
      const claim = { head: document, proof, eventHash: events[at]?.hash ?? "" };
      expect(await verifyInclusionProof(claim, { verifier: on.verifier, issuer, log: head.log })).toEqual(
        head,
      );
      const record = records[at] ?? recordOf("none", "none");
      expect(await log.prove({ record, version: 1 }, head.size)).toEqual(proof);
    }
  });

  test("of what is not there yet is refused", async () => {
    const on = await world(10);
    const log = open(on);
    expect((await refusal(() => log.prove({ sequence: 1 }))).code).toBe("log/not-grown");
    await log.sign();
    const [late] = await commitMany(on.ledger, 1);
    const record = late ?? recordOf("none", "none");
    expect((await refusal(() => log.prove({ record, version: 1 }))).code).toBe("log/not-grown");
    expect((await refusal(() => log.prove({ record, version: 7 }))).code).toBe("log/not-grown");
    expect((await refusal(() => log.prove({ sequence: 1 }, 11))).code).toBe("log/not-grown");
    expect((await refusal(() => log.proveConsistency(3, 11))).code).toBe("log/not-grown");
    await expect(log.prove({ sequence: 11 })).rejects.toThrow(RangeError);
    await expect(log.prove({ sequence: 0 })).rejects.toThrow(RangeError);
    await expect(log.proveConsistency(0, 10)).rejects.toThrow(RangeError);
  });

  test("from an altered tile are never handed out", async () => {
    const on = await world(600);
    await open(on).sign();
    const spoiled: TileStore = {
      ...on.tiles,
      async read(log, places) {
        const found = await on.tiles.read(log, places);
        return found.map((hashes, at) => {
          const place = places[at];
          return place?.level === 0 && place.number === 1 ? hashes?.map((byte) => byte ^ 1) : hashes;
        });
      },
    };
    const log = open({ ...on, tiles: spoiled });
    expect((await refusal(() => log.prove({ sequence: 300 }))).code).toBe("log/tile-corrupt");
    expect((await refusal(() => log.proveConsistency(300, 600))).code).toBe("log/tile-corrupt");
    expect((await log.prove({ sequence: 5 })).sequence).toBe(5);
  });
});

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

test("another ledger's error is passed on as it is", async () => {
  const on = await world(1);
  const ledger = {
    ...memoryLedger(),
    follow: () => {
      throw new Error("no connection");
    },
  };
  const error: unknown = await open({ ...on, ledger })
    .sign()
    .catch((thrown: unknown) => thrown);
  expect(isThroughlineError(error)).toBe(false);
  expect(trusting).toBeTypeOf("function");
});
