import { ready } from "./ready.mjs";
import { given, run, runSource, tool } from "./run.mjs";

await ready();
process.exitCode = await runSource("tools/errors-page.ts", []);
if (process.exitCode === 0) process.exitCode = await run(process.execPath, [tool("typedoc"), ...given]);
