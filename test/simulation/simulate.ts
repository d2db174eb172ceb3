import type { Broken } from "./chronicle.js";
import type { Hub } from "./hub.js";
import { judgeJourney, live } from "./life.js";
import { inSimulatedNature } from "./nature.js";
import type { Society } from "./people.js";
import type { Plant } from "./plants.js";
import { randomFrom } from "./random.js";
import { createScheduler, type Process, playedOut } from "./scheduler.js";
import { createWorld, isSealedWorld, startOf, type World } from "./world.js";

/** Which world. */
export interface WorldOptions {
  readonly seed: number;
  readonly journeys: number;
  /** A bug to be put in. */
  readonly plant?: Plant;
}

/** What became of a world. */
export interface WorldResult {
  readonly seed: number;
  readonly journeys: number;
  readonly steps: number;
  /** How often each type of event happened. */
  readonly happened: ReadonlyMap<string, number>;
  readonly faults: ReadonlyMap<string, number>;
  /** Digest of everything that happened: equal for equal seeds. */
  readonly trace: string;
  readonly broken?: Broken;
}

/** How many people live in a world. */
export const journeysPerWorld = 100;

/** The world of a seed, as every run plays it. */
export const worldOf = (seed: number): WorldOptions => ({ seed, journeys: journeysPerWorld });

const hour = 3_600_000;
/** Over so many hours people begin. */
const arrivalHours = 9;
/** When everything must have come to rest, in hours. */
const restHours = 400;

/** Kills a hub at times, and starts it again. */
async function fate(
  { scheduler, random, places, mischief, kill, start }: World,
  world: Process,
  isOver: () => boolean,
) {
  for (;;) {
    await scheduler.sleep(random.between(600_000, hour), world);
    if (isOver()) return;
    const place = places[random.below(places.length)];
    if (!place) continue;
    kill(place);
    mischief.count("hub killed");
    await scheduler.sleep(random.between(1000, 120_000), world);
    start(place);
  }
}

function createSociety(world: World, people: Process, busy: { count: number }): Society {
  const { network, places, chronicle, breaks } = world;
  let last = 0;
  const leaving = new Set<string>();
  return {
    ...network,
    people,
    knowledge: (hub) => places.find((place) => place.hub === hub)?.knowledge ?? unknownHub(),
    serial: () => {
      last += 1;
      return last;
    },
    tell: (who, what) => {
      chronicle.tell(who, what);
      world.scheduler.note(`${who} ${what}`);
    },
    owns: chronicle.owns,
    leaving,
    isSealed: world.isSealed,
    begin: (who, life) => {
      busy.count += 1;
      life()
        .catch((error: unknown) => breaks("no unforeseen error", `${who}: ${String(error)}`))
        .finally(() => {
          busy.count -= 1;
        });
    },
  };
}

function unknownHub(): never {
  throw new TypeError("There is no such hub.");
}

/** Every journey that was started, hub by hub. */
async function* startedIn({ store }: Hub) {
  for await (const { record, event } of store.follow())
    if (event.type === "journey.started") yield record.slice("journey/".length);
}

/** Lets people live, waits until nobody is busy and nothing is due, then looks at all that is left. */
async function play(world: World, { journeys }: WorldOptions): Promise<void> {
  const { scheduler, random, places, broken, breaks, calm } = world;
  const people: Process = { name: "people", isAlive: true };
  const busy = { count: 0 };
  const society = createSociety(world, people, busy);
  const end = scheduler.now() + restHours * hour;
  for (let number = 1; number <= journeys; number += 1) {
    const hub = places[random.below(places.length)]?.hub ?? unknownHub();
    const life = () =>
      scheduler.sleep(random.below(arrivalHours * hour), people).then(() => live(society, hub, number));
    society.begin(`Citizen-${number}`, life);
  }
  void fate(world, people, () => busy.count === 0);
  const isDone = () => {
    if (busy.count === 0) calm();
    const isRest =
      busy.count === 0 && places.every(({ watched, hub }) => watched.pending() === 0 && hub.process.isAlive);
    if (scheduler.now() > end)
      breaks("all comes to rest", `${busy.count} people are busy after ${restHours} hours`);
    return broken() !== undefined || isRest;
  };
  await scheduler.run(isDone);
}

async function judge(world: World): Promise<void> {
  const people: Process = { name: "people", isAlive: true };
  const society = createSociety(world, people, { count: 0 });
  for (const place of world.places) {
    const { hub, all } = place;
    const rest = world.rest(place);
    const looking = async () => {
      for (const { atRest } of all) await atRest?.(rest);
      for await (const journeyId of startedIn(hub)) await judgeJourney(society, hub, journeyId);
    };
    await playedOut(world.scheduler, looking()).catch((error: unknown) =>
      world.breaks("no unforeseen error", String(error)),
    );
  }
}

async function eventsIn({ places }: World): Promise<ReadonlyMap<string, number>> {
  const happened = new Map<string, number>();
  for (const { hub } of places)
    for await (const { event } of hub.store.follow())
      happened.set(event.type, (happened.get(event.type) ?? 0) + 1);
  return happened;
}

/** Plays one world from its seed to its end, or to the first thing that does not hold. One at a time in a process. */
export async function simulate(options: WorldOptions): Promise<WorldResult> {
  const { seed, journeys, plant } = options;
  const random = randomFrom(seed);
  const scheduler = createScheduler(startOf(seed), random.fork());
  const world = await inSimulatedNature(scheduler, randomFrom(~seed), async () => {
    const made = await createWorld({
      scheduler,
      random,
      isSealed: isSealedWorld(seed),
      ...(plant ? { plant } : {}),
    });
    await play(made, options);
    if (!made.broken()) await judge(made);
    return made;
  });
  const { steps, trace } = scheduler.summary();
  const broken = world.broken();
  const happened = await eventsIn(world);
  const faults = world.mischief.counts();
  return { seed, journeys, steps, happened, faults, trace, ...(broken ? { broken } : {}) };
}
