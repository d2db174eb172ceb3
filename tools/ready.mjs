import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { npm, root, run } from "./run.mjs";

const floor = [20, 19];

/** Ends with a clear sentence on a Node that cannot run this. */
function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > floor[0] || (major === floor[0] && minor >= floor[1])) return;
  console.error(
    `Throughline needs Node ${floor.join(".")} or newer. This is ${process.versions.node}: install a newer one.`,
  );
  process.exit(1);
}

/** @param {string} file */
const lockOf = (file) => JSON.parse(readFileSync(join(root, file), "utf8")).packages;

/** Why an installation is due, or undefined when what is installed is what the lock names. */
function due() {
  const installed = join("node_modules", ".package-lock.json");
  if (!existsSync(join(root, installed))) return "nothing is installed yet";
  const have = lockOf(installed);
  for (const [at, meta] of Object.entries(lockOf("package-lock.json"))) {
    if (!at.includes("node_modules/") || meta.optional) continue;
    if (meta.link ? !existsSync(join(root, at)) : !have[at] && !meta.peer && !meta.devOptional)
      return `${at.replace("node_modules/", "")} is not installed`;
    if (!meta.link && have[at] && have[at].version !== meta.version)
      return `${at.replace("node_modules/", "")} is installed in another version`;
  }
  return undefined;
}

/** Makes the workspace ready to work in: the right Node, and what package-lock.json names installed. */
export async function ready() {
  checkNode();
  const reason = due();
  if (reason === undefined) return;
  console.error(
    `Installing the dependencies with npm ci, because ${reason}. This is done once and takes about a minute.`,
  );
  const [command = "npm", ...first] = npm;
  const code = await run(command, [...first, "ci", "--prefer-offline", "--no-audit", "--no-fund"], {
    stdio: ["ignore", 2, 2],
  });
  if (code === 0) return;
  console.error(
    "npm ci failed: see its message above. Check the network and the npm registry, then run this again.",
  );
  process.exit(code);
}
