import { simulate } from "./simulate.js";
process.env["TZ"] = "Europe/London";
const [seed = 1, journeys = 20, worlds = 1] = process.argv.slice(2).map(Number);
const t = performance.now();
let steps = 0;
for (let i = 0; i < worlds; i++) {
  const r = await simulate({ seed: seed + i, journeys });
  steps += r.steps;
  if (r.broken || worlds === 1) console.log(JSON.stringify({ ...r, faults: [...r.faults] }, null, 1));
  if (r.broken) break;
}
console.log(Math.round(performance.now() - t), "ms", steps);
