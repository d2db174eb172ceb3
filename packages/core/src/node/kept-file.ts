import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { KeptHead } from "../transparency/head-store.js";
import { createFile, makeFolder, readIfThere, systemCode } from "./durable.js";

/** The document that is kept now, and how many were kept before it. */
interface Kept {
  readonly turn: number;
  readonly head: KeptHead;
}

async function turnsIn(folder: string): Promise<readonly number[]> {
  try {
    const names = await readdir(join(folder, "kept"));
    return names.filter((name) => /^\d+$/.test(name)).map(Number);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  }
}

/** The last document that was kept in a folder. */
export async function keptIn(folder: string): Promise<Kept | undefined> {
  const turn = Math.max(0, ...(await turnsIn(folder)));
  if (turn === 0) return undefined;
  const bytes = await readIfThere(join(folder, "kept", String(turn)));
  // Gone: a later one was kept in the meantime.
  return bytes ? { turn, head: JSON.parse(new TextDecoder().decode(bytes)) as KeptHead } : keptIn(folder);
}

/** Keeps a document in place of another: each has a file of its own, and of two writers only one can make the next. */
export async function keepIn(
  folder: string,
  next: KeptHead,
  instead: KeptHead | undefined,
): Promise<boolean> {
  const now = await keptIn(folder);
  if (now?.head.place !== instead?.place || now?.head.document !== instead?.document) return false;
  const turn = (now?.turn ?? 0) + 1;
  await makeFolder(join(folder, "kept"));
  const { place, document } = next;
  const bytes = new TextEncoder().encode(JSON.stringify({ place, document }));
  await createFile(join(folder, "kept", String(turn)), bytes);
  // Where another was faster, or has gone on and taken this turn's file away, what is kept now is not this.
  const after = await keptIn(folder);
  const isKept = after?.turn === turn && after.head.document === document;
  for (const old of await turnsIn(folder)) {
    if (old < (after?.turn ?? 0)) await rm(join(folder, "kept", String(old)), { force: true });
  }
  return isKept;
}
