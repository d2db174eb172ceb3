import { named } from "./named.mjs";
import { ready } from "./ready.mjs";
import { given, run, tool } from "./run.mjs";

await ready();
const name = named("mutate", "packages", (entry) => entry, given);
const rest = given.filter((arg) => arg !== name);
process.exitCode = await run(
  process.execPath,
  [tool("stryker", "@stryker-mutator/core"), "run", "stryker.config.mjs", ...rest],
  {
    env: { ...process.env, THROUGHLINE_MUTATE: name },
  },
);
