import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { PostgresError } from "./errors.js";
import { isRunning, processMark } from "./process-mark.js";

/** A folder that is ours until released. */
export interface FolderLock {
  /** Where the database itself is. */
  readonly data: string;
  /** Lets the next one in. */
  release(): Promise<void>;
}

/** Who has a folder open. */
interface Holder {
  readonly host: string;
  readonly pid: number;
  /** Tells this process from a later one with the same number. */
  readonly mark: string;
}

const beatMs = 5000;
const silentMs = 30_000;

async function held(path: string): Promise<boolean> {
  try {
    const holder: Holder = JSON.parse(await readFile(path, "utf8"));
    if (holder.host === hostname()) return await isRunning(holder.pid, holder.mark);
    // Another host's processes cannot be seen from here; its sign of life can.
    return Date.now() - (await stat(path)).mtimeMs < silentMs;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

/** Puts the lock file in place in one step, so that nobody reads half of it. */
async function announce(folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const holder: Holder = { host: hostname(), pid: process.pid, mark: await processMark(process.pid) };
  const draft = join(folder, `${name}.draft`);
  await writeFile(draft, JSON.stringify(holder));
  await rename(draft, join(folder, name));
}

async function others(folder: string, own: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter((name) => name.startsWith("lock-") && name.endsWith(".json") && name !== own);
}

const refusals = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOSPC", "ENOENT"]);

/**
 * Takes a folder for this process. Everyone first announces itself under a name of its own and then looks at the others,
 * so of two that come at once at least one sees the other; a lock whose process is gone counts for nothing.
 *
 * @throws PostgresError `postgres/folder-in-use`, `postgres/folder-not-writable`.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const own = `lock-${randomUUID()}.json`;
  const path = join(folder, own);
  try {
    await announce(folder, own);
    for (const other of await others(folder, own)) {
      if (await held(join(folder, other)))
        throw new PostgresError("postgres/folder-in-use", { details: { folder } });
      await rm(join(folder, other), { force: true });
    }
  } catch (error) {
    await rm(path, { force: true }).catch(() => {});
    if (!(error instanceof Error && "code" in error && refusals.has(String(error.code)))) throw error;
    throw new PostgresError("postgres/folder-not-writable", { details: { folder }, cause: error });
  }
  const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), beatMs);
  beat.unref();
  return {
    data: join(folder, "data"),
    async release() {
      clearInterval(beat);
      await rm(path, { force: true });
    },
  };
}
