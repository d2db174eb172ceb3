import { recordOf } from "@throughline/core";
import { type TileStore, verifyInclusionProof } from "@throughline/core/transparency";
import { describe, expect, test } from "vitest";
import { all, change, refusal } from "../support.js";
import { commitMany, issuer, open, watched, world } from "./support.js";

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

  test("of one version of a record are of its event", async () => {
    const on = await world(3);
    const [record = recordOf("none", "none")] = await commitMany(on.ledger, 1);
    await on.ledger.commit([change(record, 1)]);
    const log = open(on);
    await log.sign();
    for (const version of [1, 2]) expect((await log.prove({ record, version })).sequence).toBe(3 + version);
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
