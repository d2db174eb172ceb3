import { describe, expect, test } from "vitest";
import { createInvariants } from "./invariants.js";
import { plants } from "./plants.js";
import { playWorlds } from "./run.js";
import { simulate, worldOf } from "./simulate.js";
import { addWorld, failureInWords, inWords, nothing } from "./totals.js";

/** Of another run: the seed of the one world to be played again. */
const again = process.env["THROUGHLINE_SEED"];
const seed = Number(again ?? 1);
const journeys = 10_000;
/** So many worlds are enough for every planted bug to show. */
const worldsOfPlants = 10;

/** What a run of that length must have seen, or it says less than it seems to. */
const acts = "offered claimed accepted completed returned declined lapsed expired withdrawn recalled".split(
  " ",
);
const others =
  "journey.read consent.withdrawn notification.withheld notification.accepted parcel.put-back".split(" ");
const stages = "asked begun keys-destroyed completed".split(" ");
const mustHappen = [
  ...acts.map((act) => `handoff.${act}`),
  ...stages.map((stage) => `erasure.${stage}`),
  ...others,
];

test(`nothing breaks in ${again === undefined ? `${journeys} journeys` : "one world"} from seed ${seed}`, async () => {
  const began = performance.now();
  const totals =
    again === undefined ? await playWorlds(seed, journeys) : addWorld(nothing, await simulate(worldOf(seed)));
  console.log(`seed ${seed}: ${inWords(totals, (performance.now() - began) / 1000)}`);
  expect(totals.broken && failureInWords(totals.broken)).toBeUndefined();
  if (again === undefined)
    expect(mustHappen.filter((type) => (totals.happened[type] ?? 0) === 0)).toEqual([]);
}, 1_800_000);

describe.runIf(again === undefined)("the simulation itself", () => {
  test("the same seed gives the same world to the last step, another seed another", async () => {
    const world = { seed: 7, journeys: 30 };
    const [one, other, third] = [
      await simulate(world),
      await simulate(world),
      await simulate({ ...world, seed: 8 }),
    ];
    expect(other).toEqual(one);
    expect(third.trace).not.toBe(one.trace);
    expect(one.steps).toBeGreaterThan(1000);
  }, 120_000);

  test("every invariant has a bug that it is shown to notice", () => {
    const noticed = plants.map(({ breaks }) => breaks);
    const { all } = createInvariants(() => {}, true);
    expect(all.map(({ name }) => name).filter((name) => !noticed.includes(name))).toEqual([]);
  });

  test.each(plants.map((plant) => [plant.name, plant] as const))(
    "notices when %s",
    async (_, plant) => {
      let broken: string | undefined;
      for (let world = 0; broken === undefined && world < worldsOfPlants; world += 1)
        broken = (await simulate({ ...worldOf(world), plant })).broken?.invariant;
      expect(broken).toBe(plant.breaks);
    },
    300_000,
  );
});
