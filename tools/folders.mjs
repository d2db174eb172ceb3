import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run.mjs";

/** The folders of the packages that are published, such as `packages/core`. */
export const packageFolders = () =>
  readdirSync(join(root, "packages"))
    .map((name) => `packages/${name}`)
    .filter((folder) => existsSync(join(root, folder, "package.json")));

/** @param {string} folder */
export const manifestOf = (folder) => JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));

/**
 * The names under which a package's entries are imported.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function entriesOf(folder) {
  const { name, exports } = manifestOf(folder);
  return Object.entries(exports)
    .filter(([, target]) => typeof target !== "string")
    .map(([subpath]) => name + subpath.slice(1));
}
