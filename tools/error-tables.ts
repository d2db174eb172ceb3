import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What is said of one error code. */
export interface ErrorRow {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

const packages = join(import.meta.dirname, "..", "packages");

function rows(table: object): ErrorRow[] {
  return Object.entries(table).map(([code, facts]) => ({
    code,
    ...(facts as { status: number; message: string }),
  }));
}

/** The error codes of a package, from every exported table whose name ends in `Errors`. */
async function ofPackage(name: string): Promise<readonly ErrorRow[]> {
  const index = pathToFileURL(join(packages, name, "src", "index.ts")).href;
  const exported = Object.entries((await import(/* @vite-ignore */ index)) as Record<string, unknown>);
  // By name: a native module lists its exports so, a transformed one as they stand in the source.
  const tables = exported.sort(([a], [b]) => (a < b ? -1 : 1));
  return tables.flatMap(([as, value]) => (/(^e|E)rrors$/.test(as) ? rows(value as object) : []));
}

/** Every package that has error codes, with its codes as they stand in its tables. */
export async function errorTables(): Promise<ReadonlyMap<string, readonly ErrorRow[]>> {
  const found = new Map<string, readonly ErrorRow[]>();
  for (const name of readdirSync(packages).sort()) {
    if (!existsSync(join(packages, name, "src", "index.ts"))) continue;
    const codes = await ofPackage(name);
    if (codes.length > 0) found.set(name, codes);
  }
  return found;
}

/** The page docs/errors.md. */
export function errorsPage(tables: ReadonlyMap<string, readonly ErrorRow[]>): string {
  const sections = [...tables].map(([name, codes]) => {
    const lines = codes.map(({ code, status, message }) => `| \`${code}\` | ${status} | ${message} |`);
    return [
      `## @throughline/${name}`,
      "",
      "| code | status | what to do |",
      "| --- | --- | --- |",
      ...lines,
    ].join("\n");
  });
  const head = [
    "# Errors",
    "",
    "Every error has a stable `code`, an HTTP status and one sentence that never changes with the occurrence, so it can",
    "carry no personal data. Compare codes with `isThroughlineError(error, code)`; over HTTP they are the `code` member",
    "of the problem document (RFC 9457). This page is written from the tables in the packages by `npm run docs`.",
  ].join("\n");
  return `${[head, ...sections].join("\n\n")}\n`;
}
