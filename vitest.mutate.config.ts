import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mergeConfig } from "vitest/config";
import { SlowLastSequencer } from "./tools/slow-last-sequencer.js";
import base from "./vitest.base.config.js";

const packages = join(import.meta.dirname, "packages");

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

function entries(folder: string): { find: RegExp; replacement: string }[] {
  const manifest = JSON.parse(readFileSync(join(packages, folder, "package.json"), "utf8")) as Manifest;
  return Object.entries(manifest.exports).flatMap(([subpath, target]) => {
    const source = typeof target === "string" ? undefined : target["@throughline/source"];
    const find = new RegExp(`^${join(manifest.name, subpath)}$`);
    return source === undefined ? [] : [{ find, replacement: join(packages, folder, source) }];
  });
}

/**
 * The configuration for mutation testing: the tests of one package. It works on a copy whose node_modules still lead
 * back to the original, so here the packages are found by path: else the tests would never meet a mutant.
 */
const config = mergeConfig(base, { resolve: { alias: readdirSync(packages).flatMap(entries) } });
config["test"].include = [`test/${process.env["THROUGHLINE_MUTATE"]}/**/*.test.ts`];
config["test"].reporters = [];
// Each mutant gets a fresh worker; within it, the files share what they import, which is most of what a run costs.
config["test"].isolate = false;
config["test"].sequence = { sequencer: SlowLastSequencer };
// A mutant that waits for ever is refused sooner; no test here takes a tenth of this.
config["test"].testTimeout = 15_000;

export default config;
