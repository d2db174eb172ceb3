import { type Ledger, memoryLedger, type RecordId, type Signer, type Verifier } from "@throughline/core";
import {
  createTransparencyLog,
  type HeadStore,
  memoryHeads,
  memoryTiles,
  merkleRoot,
  type TileStore,
  type TransparencyLogOptions,
} from "@throughline/core/transparency";
import { createSigner, createVerifier, generateSigningKey, type PublicJwk } from "@throughline/identity";
import { all, change, freshRecord } from "../support.js";
import { hex, naiveLeaf, platform } from "./naive.js";

export const issuer = "https://log.work.example";

/** A key of the log's issuer, with the signer that uses it. */
export async function signing(by = issuer) {
  const key = await generateSigningKey();
  return { key: key.publicJwk, signer: createSigner({ issuer: by, key }) };
}

export const trusting = (...keys: readonly PublicJwk[]): Verifier =>
  createVerifier({ trust: [{ issuer, keys }] });

/** Commits so many events, each of a record of its own. */
export async function commitMany(ledger: Ledger, count: number): Promise<RecordId[]> {
  const records = Array.from({ length: count }, () => freshRecord());
  for (const record of records) await ledger.commit([change(record)]);
  return records;
}

export interface World {
  readonly ledger: Ledger;
  readonly tiles: TileStore;
  readonly heads: HeadStore;
  readonly signer: Signer;
  readonly verifier: Verifier;
}

/** Everything that a log needs, in memory, with some events. */
export async function world(events = 0): Promise<World> {
  const { key, signer } = await signing();
  const ledger = memoryLedger();
  await commitMany(ledger, events);
  return { ledger, tiles: memoryTiles(), heads: memoryHeads(), signer, verifier: trusting(key) };
}

/** A log over a world, as a process that has just started has it. */
export const open = (on: World, options: Partial<TransparencyLogOptions> = {}) =>
  createTransparencyLog({ ...on, hash: platform, ...options });

/** A ledger that tells its events otherwise: as somebody with the database in hand could make it. */
export function tampered(ledger: Ledger, alter: Partial<Ledger>): Ledger {
  return { ...ledger, ...alter };
}

/** A ledger whose log ends after so many events, as one set back has it. */
export function setBack(ledger: Ledger, events: number): Ledger {
  return tampered(ledger, {
    async *follow(options = {}) {
      for await (const event of ledger.follow(options)) {
        if ((event.position?.sequence ?? 0) <= events) yield event;
      }
    },
  });
}

/** A ledger in which one event was written anew, hash and all. */
export function rewritten(ledger: Ledger, sequence: number): Ledger {
  return tampered(ledger, {
    async *follow(options = {}) {
      for await (const event of ledger.follow(options)) {
        yield event.position?.sequence === sequence ? { ...event, hash: "ab".repeat(32) } : event;
      }
    },
  });
}

/** A store that counts the tiles that are read, and may stop or alter what is written. */
export function watched(tiles: TileStore) {
  const counted = { reads: 0, tiles: 0 };
  const store: TileStore = {
    ...tiles,
    read(log, places) {
      counted.reads += 1;
      counted.tiles += places.length;
      return tiles.read(log, places);
    },
  };
  return { store, counted };
}

/** The root over everything that a ledger's log has. */
export async function rootOf(ledger: Ledger): Promise<string> {
  const events = await all(ledger.follow());
  return hex(
    merkleRoot(
      events.map(({ hash }) => naiveLeaf(Buffer.from(hash, "hex"))),
      platform,
    ),
  );
}
