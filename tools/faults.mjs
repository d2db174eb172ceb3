import { named, sourceName } from "./named.mjs";
import { ready } from "./ready.mjs";
import { given, runSource } from "./run.mjs";

await ready();
named("faults", "test/faults", sourceName, given);
process.exitCode = await runSource("test/faults/harness.ts");
