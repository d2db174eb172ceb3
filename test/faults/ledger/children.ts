import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root } from "../../support/tree.js";

/** A process that is there to be killed. */
export interface Victim {
  /** Ends it without warning, and gives every line that it had said by then. */
  kill(): Promise<readonly string[]>;
}

/** Builds one of `child/` into one file, which starts several times as fast as the sources do. */
export async function built(name: string): Promise<string> {
  const outfile = join(root, "node_modules/.cache/throughline", `${name}-${process.pid}.mjs`);
  // What the packages find beside themselves (the migrations) they find beside this file.
  const beside = pathToFileURL(join(root, "packages/postgres/src/index.ts")).href;
  await build({
    entryPoints: [join(import.meta.dirname, "child", `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["@throughline/source"],
    external: ["@electric-sql/pglite", "pg-native", "pg-cloudflare", "cloudflare:sockets"],
    define: { "import.meta.url": JSON.stringify(beside) },
    banner: {
      js: `import { createRequire } from "node:module"; const require = createRequire(${JSON.stringify(beside)});`,
    },
    logLevel: "error",
  });
  return outfile;
}

async function gone(child: ChildProcess): Promise<void> {
  await new Promise((resolve) => child.once("close", resolve));
}

/** Starts a built child and waits until it is at work. */
export async function victim(file: string, told: object): Promise<Victim> {
  const child = spawn(process.execPath, [file, JSON.stringify(told)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = gone(child);
  let said = "";
  let isKilled = false;
  await new Promise<void>((resolve, reject) => {
    child.once("close", () => reject(new Error("The child ended by itself.")));
    child.stdout.on("data", (bytes: Buffer) => {
      said += bytes.toString();
      if (said.startsWith("ready")) resolve();
    });
  });
  return {
    async kill() {
      if (child.exitCode !== null && !isKilled) throw new Error("The child ended by itself.");
      isKilled = true;
      child.kill("SIGKILL");
      await closed;
      // The last line may be cut off in the middle: then it was not said.
      return said.split("\n").slice(0, -1);
    },
  };
}
