import { ready } from "./ready.mjs";
import { given, run, runSource, tool } from "./run.mjs";

await ready();
await runSource("test/support/announce.ts", []);
const colour = process.stdout.isTTY ? {} : { NO_COLOR: "1" };
process.exitCode = await run(process.execPath, [tool("vitest"), "run", ...given], {
  env: { ...process.env, ...colour },
});
