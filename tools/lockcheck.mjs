// Fails where package-lock.json lacks an optional (platform) dependency, for `npm ci` refuses such a lock, and where it
// names an address to download from: the registry is the reader's own choice.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run.mjs";

const text = readFileSync(join(root, "package-lock.json"), "utf8");
const { packages } = JSON.parse(text);

/**
 * Whether a package is found from a place in the tree, as Node would look for it: here, then ever further up.
 *
 * @param {string} at
 * @param {string} name
 */
function isLocked(at, name) {
  if (packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`]) return true;
  if (at === "") return false;
  return isLocked(at.slice(0, Math.max(0, at.lastIndexOf("node_modules/"))).replace(/\/$/, ""), name);
}

const faults = Object.entries(packages).flatMap(([at, meta]) =>
  Object.keys(meta.optionalDependencies ?? {})
    .filter((name) => !isLocked(at, name))
    .map((name) => `${at}: ${name}@${meta.optionalDependencies[name]} is not locked`),
);
const addresses = [...text.matchAll(/"resolved": "(https?:[^"]*)"/g)].map(
  ([, address]) => `an address: ${address}`,
);
for (const fault of [...faults, ...addresses]) console.error(fault);
console.log(
  `package-lock.json: ${faults.length} optional dependencies missing, ${addresses.length} addresses`,
);
process.exitCode = faults.length + addresses.length > 0 ? 1 : 0;
