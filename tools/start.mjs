import { ready } from "./ready.mjs";
import { runSource } from "./run.mjs";

await ready();
process.exitCode = await runSource("demo/src/main.ts");
