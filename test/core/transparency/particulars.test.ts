import {
  createTransparencyLog,
  memoryHeads,
  memoryTiles,
  type TileStore,
  type TransparencyLogOptions,
  verifyConsistencyProof,
  verifyEvidence,
  verifyInclusionProof,
} from "@throughline/core/transparency";
import { describe, expect, test } from "vitest";
import { peek } from "../../../packages/core/src/transparency/document.js";
import { consistencySpans, inclusionSpans } from "../../../packages/core/src/transparency/span.js";
import { rootAt } from "../../../packages/core/src/transparency/tile-reader.js";
import { all, freshRecord, refusal } from "../support.js";
import { platform } from "./naive.js";
import {
  commitMany,
  issuer,
  open,
  rewritten,
  rootOf,
  setBack,
  signing,
  tampered,
  trusting,
  type World,
  world,
} from "./support.js";

/** A signed log of so many events, with the id that its ledger's log has. */
async function signed(events: number) {
  const on = await world(events);
  const { head, document } = await open(on).sign();
  return { on, log: head.log, head, document };
}

/** A database that was lost: only the heads outside are as they were. */
const anew = (on: World, parts: Partial<World>): World => ({ ...on, tiles: memoryTiles(), ...parts });

async function told(run: () => unknown): Promise<readonly unknown[]> {
  const { code, details } = await refusal(run);
  return [code, details];
}

describe("who operates a log is told", () => {
  test("which event the ledger tells otherwise", async () => {
    const { on, log } = await signed(10);
    expect(await told(() => open({ ...on, ledger: rewritten(on.ledger, 9) }).grow())).toEqual([
      "log/forked",
      { log, sequence: 9 },
    ]);
    const ledger = tampered(on.ledger, {
      async *follow(options = {}) {
        for await (const event of on.ledger.follow(options)) if (event.position?.sequence !== 4) yield event;
      },
    });
    expect(await told(() => open(anew(on, { ledger })).grow())).toEqual(["log/forked", { log, sequence: 4 }]);
  });

  test("how many events there are instead", async () => {
    const { on, log, head } = await signed(10);
    const ledger = setBack(on.ledger, 7);
    const expected = ["log/rolled-back", { log, size: 10, found: 7 }];
    expect(await told(() => open({ ...on, ledger }).grow())).toEqual(expected);
    expect(await told(() => open(anew(on, { ledger })).sign())).toEqual(expected);
    const forged = rewritten(on.ledger, 4);
    const found = await rootOf(forged);
    expect(await told(() => open(anew(on, { ledger: forged })).sign())).toEqual([
      "log/forked",
      { log, size: 10, root: head.root, found },
    ]);
  });

  test("that the ledger's log is another one, as it says itself or by its events", async () => {
    const { on, log } = await signed(3);
    const { ledger } = await world(5);
    const error = await refusal(() => open({ ...on, ledger }).grow());
    expect([error.code, error.details]).toEqual(["log/ledger-replaced", { log }]);
    expect(error.cause).toMatchObject({ code: "ledger/not-found" });
    const renamed = tampered(on.ledger, {
      async *follow(options = {}) {
        for await (const event of on.ledger.follow(options))
          yield { ...event, position: { log: "another", sequence: event.position?.sequence ?? 0 } };
      },
    });
    expect(await told(() => open({ ...on, ledger: renamed }).grow())).toEqual([
      "log/ledger-replaced",
      { log },
    ]);
  });

  test("which tile is gone, narrower than the tree, or made of other events", async () => {
    const { on, log } = await signed(300);
    const cut = (bytes: number): TileStore => ({
      ...on.tiles,
      read: async (name, places) => (await on.tiles.read(name, places)).map((h) => h?.subarray(0, bytes)),
    });
    const gone: TileStore = { ...on.tiles, read: async (_log, places) => places.map(() => undefined) };
    for (const tiles of [gone, cut(43 * 32)])
      expect(await told(() => open({ ...on, tiles }).grow())).toEqual([
        "log/tile-corrupt",
        { level: 0, number: 1 },
      ]);
    expect(await open({ ...on, tiles: cut(300 * 32) }).grow()).toBe(300);
    const refusing: TileStore = { ...on.tiles, append: async () => false };
    expect(await told(() => open({ ...on, tiles: refusing }).grow())).toEqual([
      "log/forked",
      { log, size: 300 },
    ]);
  });

  test("which head is not the next one", async () => {
    const { on, log } = await signed(5);
    const process = open(on);
    await process.sign();
    const foreign = await on.signer.sign("tree-head+jwt", {
      version: 1,
      log: "another",
      size: 5,
      root: "ab".repeat(32),
      time: "2026-11-23T10:00:00.000Z",
    });
    await on.heads.append({ place: 3, document: foreign });
    expect(await told(() => process.sign())).toEqual(["log/heads-lost", { log, found: "another" }]);
    expect(await told(() => memoryHeads().append({ place: 2, document: foreign }))).toEqual([
      "log/heads-lost",
      { place: 2 },
    ]);
  });

  test("which of his options means nothing", async () => {
    const on = await world(1);
    const wrong = (parts: Partial<TransparencyLogOptions>) => () =>
      createTransparencyLog({ ...on, ...parts });
    for (const recheckEvents of [0, 1.5, Number.NaN])
      expect(wrong({ recheckEvents })).toThrow(new RangeError("recheckEvents is a whole number from 1."));
    expect(wrong({ recheckEvents: 1 })).not.toThrow();
    await expect(open(on).breakLog({ reason: "" })).rejects.toThrow("reason is 1 to 500 characters.");
    const { statement } = await open(on).breakLog({ reason: "x".repeat(500) });
    expect(statement.reason).toHaveLength(500);
  });
});

describe("who asks for a proof is told", () => {
  test("what is not there yet", async () => {
    const { on } = await signed(10);
    const [late = freshRecord()] = await commitMany(on.ledger, 1);
    for (const version of [1, 7])
      expect(await told(() => open(on).prove({ record: late, version }))).toEqual([
        "log/not-grown",
        { record: late, version },
      ]);
    expect(await told(() => open(on).prove({ sequence: 1 }, 300))).toEqual([
      "log/not-grown",
      { tile: "1/0" },
    ]);
    expect(await told(() => rootAt(on.tiles, "another", 1, platform))).toEqual([
      "log/not-grown",
      { tile: "0/0" },
    ]);
  });

  test("what could not be proved from the tiles that are kept", async () => {
    const { on, log } = await signed(600);
    const spoiled: TileStore = {
      ...on.tiles,
      read: async (name, places) =>
        (await on.tiles.read(name, places)).map((hashes, at) =>
          places[at]?.level === 0 && places[at]?.number === 1 ? hashes?.map((byte) => byte ^ 1) : hashes,
        ),
    };
    const process = open({ ...on, tiles: spoiled });
    expect(await told(() => process.prove({ sequence: 300 }))).toEqual([
      "log/tile-corrupt",
      { log, sequence: 300, size: 600 },
    ]);
    expect(await told(() => process.proveConsistency(300, 600))).toEqual([
      "log/tile-corrupt",
      { log, from: 300, to: 600 },
    ]);
  });

  test("which size or place means nothing", () => {
    const size = "A size is a whole number from 1.";
    expect(() => inclusionSpans(0, 0)).toThrow(size);
    expect(() => consistencySpans(0, 1)).toThrow(size);
    expect(() => inclusionSpans(8, 8)).toThrow("A leaf of the tree has an index from 0, below the size.");
    expect(() => consistencySpans(9, 8)).toThrow(
      "A consistency proof goes from a smaller size to a larger one.",
    );
  });
});

describe("who verifies is told", () => {
  test("what the proof is not a proof of, and what of it cannot be read", async () => {
    const { on, log, document } = await signed(7);
    const { document: later } = await open(on).sign();
    const expected = { verifier: on.verifier, issuer };
    const proof = await open(on).prove({ sequence: 4 });
    const claim = { head: document, proof, eventHash: "ab".repeat(32) };
    expect(await told(() => verifyInclusionProof(claim, expected))).toEqual([
      "log/proof-refused",
      { log, size: 7, sequence: 4 },
    ]);
    const newer = { ...claim, proof: { ...proof, version: 2 as 1 } };
    expect(await told(() => verifyInclusionProof(newer, expected))).toEqual([
      "log/unknown-version",
      { version: 2, known: [1] },
    ]);
    for (const odd of [{ ...proof, sequence: 0 }, { ...proof, version: "1" }, null, "a proof"])
      expect(await told(() => verifyInclusionProof({ ...claim, proof: odd as never }, expected))).toEqual([
        "log/malformed",
        { members: ["proof"] },
      ]);
    const prefix = await open(on).proveConsistency(3, 7);
    expect(
      await told(() => verifyConsistencyProof({ earlier: document, later, proof: prefix }, expected)),
    ).toEqual(["log/proof-refused", { log, from: 3, to: 7 }]);
    expect(await told(() => peek("a.b.c"))).toEqual(["log/malformed", { members: ["header"] }]);
  });

  test("what is missing before a document counts", async () => {
    const { key, signer } = await signing();
    const { on, head, document } = await signed(3);
    const [event] = await all(on.ledger.follow());
    const proof = await open(on).prove({ sequence: 1 });
    const typ = "consent-receipt+jwt";
    const receipt = await signer.sign(typ, { event: event?.hash ?? "" });
    const evidence = {
      document: receipt,
      typ,
      asOf: "2020-01-01T00:00:00.000Z",
      eventHash: () => event?.hash ?? "",
    };
    const stolen = { verify: trusting({ ...key, compromised_at: head.time }).verify };
    const verifier = {
      verify: (...given: Parameters<typeof stolen.verify>) =>
        given[0] === receipt ? stolen.verify(...given) : on.verifier.verify(...given),
    };
    const code = "log/evidence-insufficient";
    expect(await told(() => verifyEvidence(evidence, { verifier, issuer }))).toEqual([
      code,
      { missing: "proof" },
    ]);
    const logged = { head: document, proof };
    expect(await told(() => verifyEvidence({ ...evidence, logged }, { verifier, issuer }))).toEqual([
      code,
      { head: head.time },
    ]);
    const { kid: keyId } = key;
    const spent = {
      verify: async () => ({
        issuer,
        keyId,
        payload: { ...head },
        compromisedAt: "2020-01-01T00:00:00.000Z",
      }),
    };
    const claim = { head: document, proof, eventHash: event?.hash ?? "" };
    expect(await told(() => verifyInclusionProof(claim, { verifier: spent, issuer }))).toEqual([
      code,
      { missing: "head by a good key" },
    ]);
  });
});
