import { plants } from "../simulation/plants.js";
import { playWorlds } from "../simulation/run.js";
import { simulate, worldOf } from "../simulation/simulate.js";
import { failureInWords, inWords } from "../simulation/totals.js";
import type { FaultFinding, FaultRun } from "./harness.js";

/** So many worlds are enough for every planted bug to show. */
const worldsOfPlants = 10;

async function control(plant: (typeof plants)[number], seed: number): Promise<FaultFinding> {
  const name = `control: it is noticed when ${plant.name}`;
  for (let world = 0; world < worldsOfPlants; world += 1) {
    const { broken } = await simulate({ ...worldOf(seed + world), plant });
    if (broken)
      return { name, figure: `world ${world + 1}: ${broken.what}`, held: broken.invariant === plant.breaks };
  }
  return { name, figure: `not in ${worldsOfPlants} worlds`, held: false };
}

/** Plays many worlds from a seed: a given one (`THROUGHLINE_SEED`), or one that nobody has seen before. */
export const run: FaultRun = async ({ full }) => {
  const given = process.env["THROUGHLINE_SEED"];
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
  const began = performance.now();
  const totals = await playWorlds(seed, full ? 100_000 : 10_000);
  console.log(`seed ${seed}: ${inWords(totals, (performance.now() - began) / 1000)}`);
  const { broken, journeys } = totals;
  const figure = broken ? failureInWords(broken) : `${journeys} journeys`;
  const findings: FaultFinding[] = [
    { name: "simulated worlds: every invariant holds", figure, held: !broken },
  ];
  for (const plant of plants) findings.push(await control(plant, 0));
  return findings;
};
