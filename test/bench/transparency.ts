import { hash } from "node:crypto";
import type { Ledger, LedgerEvent, Sha256 } from "@throughline/core";
import {
  createTransparencyLog,
  memoryHeads,
  memoryTiles,
  type TileStore,
  verifyInclusionProof,
} from "@throughline/core/transparency";
import { createSigner, createVerifier, generateSigningKey } from "@throughline/identity";
import { createPostgres } from "@throughline/postgres";
import type { Comparison } from "../support/comparison.js";
import { freshDatabase } from "../support/postgres.js";
import { figuresOf, microseconds } from "./growth/figures.js";

const total = 1_000_000;
const sizes = [total / 100, total / 10, total];
const issuer = "https://log.example";
const platform: Sha256 = (bytes) => hash("sha256", bytes, "buffer");

/** A ledger whose log has any number of events: only what a log reads of them, made up as it is asked for. */
function endless(log: string, until: () => number): Ledger {
  const eventAt = (sequence: number) => {
    const record = `bench/${sequence}` as const;
    const position = { log, sequence };
    return { record, version: 1, hash: hash("sha256", record, "hex"), position } as unknown as LedgerEvent;
  };
  const refuse = () => Promise.reject(new Error("A log does not ask for this."));
  return {
    get: async () => ({ now: new Date().toISOString() }),
    find: () => {
      throw new Error("A log does not ask for this.");
    },
    commit: refuse,
    committed: refuse,
    async *history(record) {
      yield eventAt(Number(record.slice(6)));
    },
    async *follow({ after } = {}) {
      for (let at = (after?.sequence ?? 0) + 1; at <= until(); at += 1) yield eventAt(at);
    },
  };
}

/** What is stored and read, counted on the way. */
function counting(tiles: TileStore) {
  const counts = { reads: 0, tiles: 0 };
  const store: TileStore = {
    ...tiles,
    read(log, places) {
      counts.reads += 1;
      counts.tiles += places.length;
      return tiles.read(log, places);
    },
  };
  return { store, counts };
}

async function logOn(tiles: TileStore, id = "bench") {
  const key = await generateSigningKey();
  const verifier = createVerifier({ trust: [{ issuer, keys: [key.publicJwk] }] });
  const { store, counts } = counting(tiles);
  let size = 0;
  const ledger = endless(id, () => size);
  const signer = createSigner({ issuer, key });
  const log = createTransparencyLog({
    ledger,
    tiles: store,
    heads: memoryHeads(),
    signer,
    verifier,
    hash: platform,
  });
  const growTo = async (events: number) => {
    size = events;
    const begun = performance.now();
    await log.grow();
    return performance.now() - begun;
  };
  return { log, counts, verifier, growTo };
}

/** Times of calls, in microseconds: the middle one and the slowest but one in a hundred. */
async function spread(times: number, work: (turn: number) => Promise<unknown>) {
  const taken: number[] = [];
  for (let turn = 0; turn < times; turn += 1) taken.push(await microseconds(() => work(turn)));
  const { p50, p99 } = figuresOf(taken);
  return { p50: Math.round(p50), p99: Math.round(p99) };
}

const anyOf = (size: number) => 1 + Math.floor(Math.random() * size);
const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20);

/** Grows to each size, and prints what a proof of any event costs there. */
async function report(name: string, tiles: TileStore): Promise<void> {
  const { log, counts, verifier, growTo } = await logOn(tiles);
  let before = 0;
  for (const size of sizes) {
    const grown = await growTo(size);
    const { document } = await log.sign();
    Object.assign(counts, { reads: 0, tiles: 0 });
    const prove = await spread(500, () => log.prove({ sequence: anyOf(size) }, size));
    const tilesRead = counts.tiles / 500;
    const located = await spread(200, () => log.prove({ record: `bench/${anyOf(size)}`, version: 1 }, size));
    const proofs = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const sequence = anyOf(size);
        return { sequence, proof: await log.prove({ sequence }, size) };
      }),
    );
    const verify = await spread(200, async (turn) => {
      const { sequence, proof } = proofs[turn] ?? { sequence: 0, proof: await log.prove({ sequence: 1 }) };
      const eventHash = hash("sha256", `bench/${sequence}`, "hex");
      return verifyInclusionProof({ head: document, proof, eventHash }, { verifier, issuer, hash: platform });
    });
    const signed = await spread(50, () => log.sign());
    const figures = {
      events: size,
      grownPerSecond: Math.round(((size - before) * 1000) / grown),
      prove,
      tilesRead,
      proveByRecord: located,
      verify,
      sign: signed,
      memory: `${megabytes(process.memoryUsage().rss)} MB`,
    };
    console.log(`${name} · ${JSON.stringify(figures)}`);
    before = size;
  }
  const level0 = Math.ceil(total / 256);
  const level1 = Math.ceil(level0 / 256);
  console.log(
    `${name} · tiles stored ${level0 + level1 + 1}, ${megabytes((total + level0 + level1) * 32)} MB of hashes`,
  );
}

/** The least that a tree costs: one hash for each leaf and one for each node above it. */
function rawHashing(events: number): number {
  const [leaf, node] = [new Uint8Array(33), new Uint8Array(65)];
  const begun = performance.now();
  for (let at = 0; at < events; at += 1) {
    platform(leaf);
    platform(node);
  }
  return (events * 1000) / (performance.now() - begun);
}

/** Grows by so many events a round, beside nothing but the hashing. */
function growing(
  name: string,
  round: number,
  open: () => Promise<{ tiles: TileStore; end: () => Promise<void> }>,
): Comparison {
  return {
    name,
    unit: "events per second",
    open: async () => {
      const { tiles, end } = await open();
      await report(name, tiles);
      let rounds = 0;
      // Each round grows a log of its own, of which nothing is kept yet.
      const fresh = () => logOn({ ...tiles, kept: async () => undefined }, `round-${rounds++}`);
      return {
        ours: async () => {
          const { growTo } = await fresh();
          return (round * 1000) / (await growTo(round));
        },
        peer: async () => rawHashing(round),
        close: end,
      };
    },
  };
}

const inMemory = async () => ({ tiles: memoryTiles(), end: async () => {} });

async function onServer() {
  const { url, drop } = await freshDatabase();
  const store = await createPostgres({ connection: { url }, source: "urn:example:bench" });
  const end = async () => {
    await store.close();
    await drop();
  };
  return { tiles: store.tiles, end };
}

/**
 * A million events: prints, at 1 %, 10 % and all of them, what growing, proving, verifying and signing cost; then compares
 * growing with the bare hashing that it cannot do without. No package that keeps RFC 9162 trees was found to compare with.
 */
export const comparisons: readonly Comparison[] = [
  growing("grow in memory beside bare hashing", 100_000, inMemory),
  growing("grow on a server beside bare hashing", 100_000, onServer),
];
