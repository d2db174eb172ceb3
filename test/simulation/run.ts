import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { journeysPerWorld } from "./simulate.js";
import { add, nothing, type Totals } from "./totals.js";

const root = resolve(import.meta.dirname, "../..");
const options = ["--conditions=@throughline/source", "--import", "tsx"];

/** One crew plays its worlds in a process of its own. */
function crew(seed: number, first: number, worlds: number): Promise<Totals> {
  const given = ["test/simulation/crew.ts", seed, first, worlds].map(String);
  const child = spawn(process.execPath, [...options, ...given], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => {
      if (code === 0) done(JSON.parse(said) as Totals);
      else fail(new Error(`A crew ended with ${code}.`));
    });
  });
}

/** Plays as many worlds as so many journeys need. Worlds are independent, so crews share them; the result does not depend on how many. */
export async function playWorlds(seed: number, journeys: number): Promise<Totals> {
  const worlds = Math.ceil(journeys / journeysPerWorld);
  const crews = Math.min(4, availableParallelism(), worlds);
  const share = Math.ceil(worlds / crews);
  const shares = Array.from({ length: crews }, (_, index) =>
    crew(seed, index * share, Math.max(0, Math.min(share, worlds - index * share))),
  );
  return (await Promise.all(shares)).reduce(add, nothing);
}
