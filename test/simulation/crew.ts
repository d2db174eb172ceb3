import { simulate, worldOf } from "./simulate.js";
import { addWorld, nothing } from "./totals.js";

/** Plays some worlds one after another, in a process of its own, and writes what became of them as one line of JSON. */
const [seed = 0, first = 0, worlds = 0] = process.argv.slice(2).map(Number);

let totals = nothing;
for (let world = first; world < first + worlds && !totals.broken; world += 1)
  totals = addWorld(totals, await simulate(worldOf(seed + world)));
process.stdout.write(`${JSON.stringify(totals)}\n`);
