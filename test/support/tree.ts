import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import ts from "typescript";

/** The top of the workspace. */
export const root = resolve(import.meta.dirname, "../..");

/** A source file, read once. */
export interface SourceFile {
  /** Its path from the top, with forward slashes. */
  readonly path: string;
  readonly lines: number;
  readonly syntax: ts.SourceFile;
}

/** What of a package.json is read here. */
export interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** All files with this ending below a folder, as paths from the top. */
export function filesBelow(folder: string, ending: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path))
    .sort();
}

/** The packages, by folder name. */
export const packageNames = readdirSync(join(root, "packages"))
  .filter((name) => existsSync(join(root, "packages", name, "package.json")))
  .sort();

/** The package.json of a package. */
export function manifestOf(name: string): Manifest {
  return JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8")) as Manifest;
}

/** The entries of a package that have a source: the name others import, and the file. */
export function entriesOf(name: string): readonly { readonly as: string; readonly source: string }[] {
  const { name: full, exports = {} } = manifestOf(name);
  return Object.entries(exports).flatMap(([subpath, target]) => {
    const source = typeof target === "string" ? undefined : target["@throughline/source"];
    return source === undefined
      ? []
      : [{ as: full + subpath.slice(1), source: join("packages", name, source) }];
  });
}

/** Reads and parses a source file. */
export function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  const syntax = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  return { path, lines: text.trimEnd().split("\n").length, syntax };
}

/** Every node of a file for which the question is answered with yes. */
export function nodesWhere(file: SourceFile, question: (node: ts.Node) => boolean): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (question(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file.syntax);
  return found;
}

/** Where a node stands, `path:line`. */
export function placeOf({ path, syntax }: SourceFile, node: ts.Node): string {
  return `${path}:${syntax.getLineAndCharacterOfPosition(node.getStart(syntax)).line + 1}`;
}

/** The modules that a file imports or re-exports from. */
export function importsOf({ syntax }: SourceFile): readonly string[] {
  return ts.preProcessFile(syntax.text, true, true).importedFiles.map(({ fileName }) => fileName);
}
