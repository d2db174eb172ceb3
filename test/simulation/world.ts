import { isThroughlineError } from "@throughline/core";
import { organisations } from "./catalogue.js";
import { type Broken, type Chronicle, createChronicle } from "./chronicle.js";
import type { Rest } from "./invariant.js";
import { createMischief, type Mischief } from "./mischief.js";
import { LostError, type Network } from "./network.js";
import { foundPlace, killPlace, type Place, restOf, type Site, startPlace } from "./place.js";
import type { Plant } from "./plants.js";
import type { Random } from "./random.js";
import { playedOut, type Scheduler } from "./scheduler.js";

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
  const noted = (commit: object) => {
    evidence = commit;
  };
  const site: Site = { network, isSealed, isCalm: () => isCalm, breaks, noted, ...(plant ? { plant } : {}) };
  for (const [index, organisation] of organisations.entries())
    places.push(await playedOut(scheduler, foundPlace(site, organisation, index * databaseSkewMs)));
  for (const place of places) startPlace(site, place);
  return {
    scheduler,
    random,
    mischief,
    chronicle,
    network,
    places,
    isSealed,
    breaks,
    broken: () => broken,
    kill: killPlace,
    start: (place) => startPlace(site, place),
    rest: (place) => restOf(site, place),
    calm: () => {
      isCalm = true;
      mischief.rest();
    },
  };
}
