import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The error code of the operating system, or an empty text. */
export function systemCode(error: unknown): string {
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "";
}

/** Makes a folder's entries last: a file whose name is not yet on the disk is lost with the power. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder, with those above it. When it is done, the name of each is on the disk. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  const top = first === undefined ? folder : dirname(first);
  for (let above = folder; above !== top && above !== dirname(above); ) {
    above = dirname(above);
    await syncFolder(above);
  }
}

/** The bytes of a file; undefined where there is none. */
export async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return undefined;
    throw error;
  }
}

async function written(folder: string, bytes: Uint8Array): Promise<string> {
  const draft = join(folder, `.${randomBytes(8).toString("hex")}.draft`);
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return draft;
}

/** Writes a file whole or not at all, in place of one that is there. It is on the disk once the folder is synced. */
export async function replaceFile(file: string, bytes: Uint8Array): Promise<void> {
  await rename(await written(dirname(file), bytes), file);
}

/** Writes a new file, whole, on the disk. False, with nothing written, where there is one by that name. */
export async function createFile(file: string, bytes: Uint8Array): Promise<boolean> {
  const draft = await written(dirname(file), bytes);
  try {
    await link(draft, file);
    await syncFolder(dirname(file));
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Writes a line at the end of a file, on the disk, in one write, which the operating system does not mix with another's.
 * It begins with a line break, for the line before may have been cut off. Throws where there was room for a part only.
 */
export async function appendLine(file: string, text: string): Promise<void> {
  await makeFolder(dirname(file));
  const line = Buffer.from(`\n${text}\n`);
  const handle = await open(file, "a", 0o600);
  try {
    const { bytesWritten } = await handle.write(line);
    if (bytesWritten < line.length) throw Object.assign(new Error("No room."), { code: "ENOSPC" });
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(file));
}
