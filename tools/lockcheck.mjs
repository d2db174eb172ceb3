// Fails where package-lock.json lacks an optional (platform) dependency: `npm ci` refuses such a lock.
import { readFileSync } from "node:fs";

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
let missing = 0;
for (const [at, meta] of Object.entries(packages)) {
  for (const name of Object.keys(meta.optionalDependencies ?? {})) {
    let dir = at;
    let found = false;
    for (;;) {
      if (packages[`${dir ? `${dir}/` : ""}node_modules/${name}`]) {
        found = true;
        break;
      }
      const cut = dir.lastIndexOf("node_modules/");
      if (cut < 0) break;
      dir = dir.slice(0, cut).replace(/\/$/, "");
    }
    if (!found) {
      missing += 1;
      console.error(`${at}: ${name}@${meta.optionalDependencies[name]} is not locked`);
    }
  }
}
console.log(`${missing} optional dependencies missing from the lock`);
process.exit(missing ? 1 : 0);
