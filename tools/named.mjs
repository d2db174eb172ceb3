import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run.mjs";

/**
 * The one argument that names a thing; without it, or with a name that is not there, says which there are and ends.
 *
 * @param {string} script - The npm script.
 * @param {string} folder - Where the things are.
 * @param {(entry: string) => string | undefined} nameOf - The name of an entry of the folder, if it is one.
 * @param {readonly string[]} args
 */
export function named(script, folder, nameOf, args) {
  const at = join(root, folder);
  const names = existsSync(at)
    ? readdirSync(at)
        .map(nameOf)
        .filter((name) => name !== undefined)
    : [];
  const name = args.find((arg) => !arg.startsWith("-"));
  if (name !== undefined && names.includes(name)) return name;
  if (name !== undefined) console.error(`There is no ${name} in ${folder}.`);
  console.error(`Usage: npm run ${script} -- NAME\nNAME is one of: ${names.join(", ") || "(none yet)"}`);
  return process.exit(name === undefined ? 0 : 2);
}

/** @param {string} entry */
export const sourceName = (entry) =>
  entry.endsWith(".ts") && entry !== "harness.ts" ? entry.slice(0, -3) : undefined;
