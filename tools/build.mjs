import { ready } from "./ready.mjs";
import { given, run, tool } from "./run.mjs";

await ready();
// tsup writes the JavaScript and empties dist first; the declarations go beside it, so they come second and in full.
const steps = [
  [tool("tsup"), ...given],
  [tool("tsc", "typescript"), "-b", "--force"],
];
for (const step of steps) {
  process.exitCode = await run(process.execPath, step);
  if (process.exitCode !== 0) break;
}
