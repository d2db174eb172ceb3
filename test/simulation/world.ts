import { isThroughlineError, memoryLedger } from "@throughline/core";
import { organisations } from "./catalogue.js";
import { type Broken, type Chronicle, createChronicle } from "./chronicle.js";
import { buildServices, type Hub, prepareStore } from "./hub.js";
import { fastHash } from "./invariants/integrity.js";
import { createInvariants, type Invariants } from "./invariants.js";
import { createMischief, type Mischief } from "./mischief.js";
import { LostError, type Network, parcelRoad } from "./network.js";
import type { Plant } from "./plants.js";
import { mailServer, storeInTurn } from "./ports.js";
import { type Random, randomFrom } from "./random.js";
import { createScheduler, type Process, type Scheduler } from "./scheduler.js";
import { handedOut, type Watched, watchedStore } from "./watch.js";
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
  /** What was found not to hold, first of all. */
  broken(): Broken | undefined;
  /** Says that something does not hold. The first word counts. */
  breaks(invariant: string, what: string): void;
  /** Ends a hub's process in the middle of whatever it does. */
  kill(place: Place): void;
  /** Starts it anew on its store. */
  start(place: Place): void;
  /** From now on nothing goes wrong, and workers take their time. */
  calm(): void;
}

/** Hours before the clocks change in London: on 25 October 2026 back, on 28 March 2027 forward. */
const starts = ["2026-10-24T18:00:00.000Z", "2027-03-27T18:00:00.000Z"] as const;

/** By how much the clock of the second hub's database is off, in milliseconds. */
const databaseSkewMs = 90_000;

const nowhere: Process = { name: "nowhere", isAlive: false };

/** Makes a world: two hubs on stores of their own, and the network between them. */
export async function createWorld(seed: number, plant?: Plant): Promise<World> {
  const random = randomFrom(seed);
  const scheduler = createScheduler(Date.parse(starts[seed & 1 ? 1 : 0]), random.fork());
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

  function start({ hub, watched, all }: Place): void {
    const process: Process = { name: hub.organisation, isAlive: true };
    const options = { process, scheduler, mischief, random };
    const inTurn = storeInTurn(watched, options);
    const store = handedOut(plant ? plant.around(inTurn) : inTurn, hub.store, all);
    const email = mailServer(options, (sent) => {
      for (const invariant of all) invariant.mailed?.(sent);
    });
    const services = buildServices(hub.organisation, { store, email, http: parcelRoad(network, process) });
    Object.assign(hub, { process, services });
    const rhythm = () => (isCalm ? 3600 : 240);
    startWorkers({ scheduler, random, process, services, rhythm, failed: unforeseen });
  }

  for (const [index, organisation] of organisations.entries()) {
    const clock = () => new Date(scheduler.now() + index * databaseSkewMs);
    const store = memoryLedger({ clock, hash: fastHash, source: `urn:simulation:${organisation}` });
    await prepareStore({ organisation, store });
    const invariants = createInvariants(breaks);
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
      process: nowhere,
      services: undefined as never,
      onDeath: new Set(),
    };
    places.push({ hub, watched, ...invariants });
  }
  for (const place of places) start(place);
  return {
    scheduler,
    random,
    mischief,
    chronicle,
    network,
    places,
    breaks,
    start,
    broken: () => broken,
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
