import {
  erasedSubjects,
  isThroughlineError,
  type Ledger,
  localKeyWrap,
  memoryLedger,
  memoryVault,
  type SealedLedgerOptions,
  sealedLedger,
  toInstant,
  type Vault,
} from "@throughline/core";
import { memoryHeads, memoryTiles } from "@throughline/core/transparency";
import type { OutgoingEmail } from "@throughline/notify";
import { organisations } from "./catalogue.js";
import { type Broken, type Chronicle, createChronicle } from "./chronicle.js";
import { buildServices, type Hub, keyCacheSeconds, prepareLedger } from "./hub.js";
import type { Rest } from "./invariant.js";
import { fastHash } from "./invariants/integrity.js";
import { createInvariants, type Invariants } from "./invariants.js";
import { createMischief, type Mischief } from "./mischief.js";
import { LostError, type Network, parcelRoad } from "./network.js";
import { type Plant, plantedIn } from "./plants.js";
import { portInTurn } from "./port-in-turn.js";
import { mailServer, storeInTurn } from "./ports.js";
import type { Random } from "./random.js";
import { type Process, playedOut, type Scheduler } from "./scheduler.js";
import { handedOut, type Watched, watchedReads, watchedStore, watchedVault } from "./watch.js";
import { startWorkers } from "./workers.js";

/** A hub with all that watches it. */
export interface Place extends Invariants {
  readonly hub: Hub;
  readonly watched: Watched;
}

/** A world before anybody lives in it. */
export interface World {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly mischief: Mischief;
  readonly chronicle: Chronicle;
  readonly network: Network;
  readonly places: readonly Place[];
  /** Whether its hubs seal what they keep. */
  readonly isSealed: boolean;
  /** What was found not to hold, first of all. */
  broken(): Broken | undefined;
  /** Says that something does not hold. The first word counts. */
  breaks(invariant: string, what: string): void;
  /** Ends a hub's process in the middle of whatever it does. */
  kill(place: Place): void;
  /** Starts it anew on its store. */
  start(place: Place): void;
  /** What is left of a hub. */
  rest(place: Place): Rest;
  /** From now on nothing goes wrong, and workers take their time. */
  calm(): void;
}

/** Hours before the clocks change in London: on 25 October 2026 back, on 28 March 2027 forward. */
const starts = ["2026-10-24T18:00:00.000Z", "2027-03-27T18:00:00.000Z"] as const;

/** By how much the clock of the second hub's database is off, in milliseconds. */
const databaseSkewMs = 90_000;

/** The name under which a hub's ledger is sealed. */
const sourceOf = (organisation: string) => `urn:simulation:${organisation}`;

const nowhere: Process = { name: "nowhere", isAlive: false };

/** What a world is made from. */
export interface WorldGround {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly isSealed: boolean;
  readonly plant?: Plant;
}

/** When the world of a seed begins, in milliseconds since 1970. */
export const startOf = (seed: number): number => Date.parse(starts[seed & 1 ? 1 : 0]);

/** Whether the hubs of a seed's world seal what they keep: every second time, with each of the two changes of clocks. */
export const isSealedWorld = (seed: number): boolean => (seed & 2) !== 0;

/** Makes a world: two hubs on stores of their own, and the network between them. */
export async function createWorld({ scheduler, random, isSealed, plant }: WorldGround): Promise<World> {
  const chronicle = createChronicle(scheduler.now);
  const mischief = createMischief(random.fork());
  let [broken, isCalm] = [undefined as Broken | undefined, false];
  let evidence: object = {};
  const breaks = (invariant: string, what: string) => {
    broken ??= { invariant, what, story: chronicle.storyOf(`${what} ${JSON.stringify(evidence)}`) };
  };
  const unforeseen = (error: unknown) => breaks("no unforeseen error", String(error));

  const places: Place[] = [];
  const network: Network = {
    scheduler,
    mischief,
    random: random.fork(),
    hubs: () => places.map(({ hub }) => hub),
    stray: (error) => {
      if (!isThroughlineError(error) && !(error instanceof LostError)) unforeseen(error);
    },
  };

  const seal = (
    organisation: string,
    ledger: Ledger,
    vault: Vault,
    more: SealedLedgerOptions = {},
  ): Ledger =>
    isSealed
      ? sealedLedger(ledger, vault, {
          source: sourceOf(organisation),
          cacheSeconds: keyCacheSeconds,
          clock: scheduler.now,
          hash: fastHash,
          ...more,
        })
      : ledger;

  function start({ hub, watched, all }: Place): void {
    const process: Process = { name: hub.organisation, isAlive: true };
    const options = { process, scheduler, mischief, random };
    const tell = (sent: OutgoingEmail) => {
      for (const invariant of all) invariant.mailed?.(sent);
    };
    const planted = plantedIn(hub, storeInTurn(watched, options), plant);
    const vault = portInTurn("vault", watchedVault(planted.vault, hub.now, all), options);
    const sealed = seal(hub.organisation, planted.store.ledger, vault, { tombstones: erasedSubjects });
    const ledger = watchedReads(sealed, hub.now, all);
    const services = buildServices(hub.organisation, {
      store: { ...handedOut(planted.store, hub.now, all), ledger },
      vault: planted.erases ?? vault,
      kept: {
        tiles: portInTurn("log", planted.kept.tiles, options),
        heads: portInTurn("log", planted.kept.heads, options),
      },
      email: planted.email(mailServer(options, tell)),
      http: parcelRoad(network, process),
    });
    Object.assign(hub, { process, services });
    startWorkers({
      scheduler,
      random,
      process,
      services,
      rhythm: () => (isCalm ? 3600 : 240),
      failed: unforeseen,
      signed: (head) => {
        for (const invariant of all) invariant.signed?.(head);
      },
    });
  }

  async function found(organisation: string, skewMs: number): Promise<Place> {
    const clock = () => new Date(scheduler.now() + skewMs);
    const store = memoryLedger({ clock, hash: fastHash, source: sourceOf(organisation) });
    const wrap = localKeyWrap({ id: "simulation", key: new Uint8Array(32).fill(5) });
    const vault = memoryVault({ clock, wrap });
    await prepareLedger(organisation, seal(organisation, store, vault));
    const invariants = createInvariants(breaks, isSealed);
    const noting = {
      name: "evidence",
      committed: (commit: object) => {
        evidence = commit;
      },
    };
    const watched = watchedStore(store, [noting, ...invariants.all]);
    const hub: Hub = {
      organisation,
      store,
      vault,
      kept: { tiles: memoryTiles(), heads: memoryHeads() },
      now: () => toInstant(clock()),
      process: nowhere,
      services: undefined as never,
      onDeath: new Set(),
    };
    return { hub, watched, ...invariants };
  }

  for (const [index, organisation] of organisations.entries())
    places.push(await playedOut(scheduler, found(organisation, index * databaseSkewMs)));
  for (const place of places) start(place);
  return {
    scheduler,
    random,
    mischief,
    chronicle,
    network,
    places,
    isSealed,
    breaks,
    start,
    broken: () => broken,
    rest({ hub }) {
      const { organisation, store, vault } = hub;
      const { kept } = plantedIn(hub, store, plant);
      return { organisation, store, vault, kept, opened: seal(organisation, store, vault) };
    },
    calm: () => {
      isCalm = true;
      mischief.rest();
    },
    kill: ({ hub }) => {
      hub.process.isAlive = false;
      for (const tell of hub.onDeath) tell();
      hub.onDeath.clear();
    },
  };
}
