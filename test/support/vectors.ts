import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** Where the vectors that others wrote are kept: they are read, never copied into the project. */
export const vectorsFolder = resolve(root, process.env["THROUGHLINE_VECTORS"] ?? "../shared/vectors");

const said = new Set<string>();

function sayOnce(reason: string): void {
  if (said.has(reason)) return;
  said.add(reason);
  console.warn(reason);
}

/**
 * The path of a file or folder of vectors, or undefined (and the reason printed once) where it is absent.
 *
 * Use as `describe.skipIf(vectorsAt("consent/jcs") === undefined)`.
 */
export function vectorsAt(path: string): string | undefined {
  const at = join(vectorsFolder, path);
  if (existsSync(at)) return at;
  sayOnce(`Skipped: no vectors at ${at}. Set THROUGHLINE_VECTORS to the folder that holds ${path}.`);
  return undefined;
}

/** The parsed JSON of a vector file, or undefined where it is absent. The caller checks its shape. */
export function vectorJson(path: string): unknown {
  const at = vectorsAt(path);
  return at === undefined ? undefined : JSON.parse(readFileSync(at, "utf8"));
}
