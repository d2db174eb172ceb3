import { named, sourceName } from "./named.mjs";
import { ready } from "./ready.mjs";
import { given, runSource } from "./run.mjs";

await ready();
named("bench", "test/bench", sourceName, given);
process.exitCode = await runSource("test/bench/harness.ts");
