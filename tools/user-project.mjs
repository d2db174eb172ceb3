import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { manifestOf, packageFolders } from "./folders.mjs";

/**
 * A file that loads each entry, wants something in it, and prints what it found.
 *
 * @param {readonly string[]} entries
 * @param {(entry: string, as: string) => string} load
 */
const using = (entries, load) =>
  [
    ...entries.map((entry, at) => load(entry, `entry${at}`)),
    `const names = { ${entries.map((entry, at) => `"${entry}": Object.keys(entry${at})`).join(", ")} };`,
    'const empty = Object.keys(names).filter((entry) => names[entry].every((name) => name === "__esModule"));',
    'if (empty.length > 0) throw new Error("Nothing is exported from " + empty.join(", "));',
    "console.log(names);",
  ].join("\n");

/** @param {string} module @param {string} moduleResolution */
const config = (module, moduleResolution) => ({
  compilerOptions: {
    module,
    moduleResolution,
    target: "ES2022",
    lib: ["ES2022", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
    strict: true,
    noEmit: true,
    // Others' declarations are others' business, as in most projects; an import of ours that is not found still fails.
    skipLibCheck: true,
    types: [],
  },
  files: ["use.ts"],
});

/**
 * Writes an empty project that uses every package the three ways there are.
 *
 * @param {string} project
 * @param {readonly string[]} tarballs
 * @param {readonly string[]} entries
 */
export function writeUser(project, tarballs, entries) {
  const file = (/** @type {string} */ folder) => {
    const { name, version } = manifestOf(folder);
    const packed = `${name.slice(1).replace("/", "-")}-${version}.tgz`;
    return [name, `file:${tarballs.find((tarball) => tarball.endsWith(packed))}`];
  };
  const { devDependencies } = manifestOf(".");
  const json = (/** @type {unknown} */ value) => JSON.stringify(value, null, 2);
  const written = {
    "package.json": json({
      name: "user",
      private: true,
      dependencies: { ...Object.fromEntries(packageFolders().map(file)), zod: devDependencies.zod },
    }),
    "use.mjs": using(entries, (entry, as) => `import * as ${as} from "${entry}";`),
    "use.cjs": using(entries, (entry, as) => `const ${as} = require("${entry}");`),
    "use.ts": [
      ...entries.map((entry, at) => `import * as entry${at} from "${entry}";`),
      `export const names: readonly string[][] = [${entries.map((_, at) => `Object.keys(entry${at})`).join(", ")}];`,
    ].join("\n"),
    "nodenext.json": json(config("NodeNext", "NodeNext")),
    "bundler.json": json(config("ESNext", "bundler")),
  };
  for (const [name, text] of Object.entries(written)) writeFileSync(join(project, name), text);
}
