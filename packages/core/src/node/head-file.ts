import { type FileHandle, open } from "node:fs/promises";
import * as z from "zod";
import { LogError } from "../transparency/errors.js";
import type { KeptHead } from "../transparency/head-store.js";
import { systemCode } from "./durable.js";

/** How far a file of heads has been read. */
export interface HeadFile {
  /** Which file it was: its number on the disk. */
  readonly inode: number;
  /** Bytes of whole lines. */
  readonly offset: number;
  /** The last head in them. */
  readonly last?: KeptHead;
}

/** What one reading gave. */
export interface Reading {
  /** How far it is read now. */
  readonly now: HeadFile;
  /** The heads that were not known. */
  readonly added: readonly KeptHead[];
}

/** Before the first reading. */
export const nothingRead: HeadFile = { inode: 0, offset: 0 };

const line = z.strictObject({ place: z.int().min(1), document: z.string().min(1) });

function lineOf(text: string): KeptHead | undefined {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * The heads in whole lines. Of several for one place the first counts: the others came second in a race. What cannot be
 * read was torn by a crash, and was never acknowledged. A place that is missing is a loss.
 */
function headsAfter(place: number, text: string): readonly KeptHead[] {
  const heads: KeptHead[] = [];
  for (const head of text.split("\n").map(lineOf)) {
    const next = place + heads.length + 1;
    if (!head || head.place < next) continue;
    if (head.place > next) throw new LogError("log/heads-lost", { details: { place: next } });
    heads.push(head);
  }
  return heads;
}

async function readFrom(handle: FileHandle, known: HeadFile): Promise<Reading> {
  const { ino: inode, size } = await handle.stat();
  // Another file in its place, or one that was cut: everything is read anew.
  const from = inode === known.inode && size >= known.offset ? known : { inode, offset: 0 };
  const bytes = Buffer.alloc(size - from.offset);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, from.offset);
  const whole = bytes.subarray(0, bytes.subarray(0, bytesRead).lastIndexOf(10) + 1);
  const added = headsAfter(("last" in from ? from.last?.place : 0) ?? 0, whole.toString("utf8"));
  const last = added.at(-1) ?? ("last" in from ? from.last : undefined);
  return { now: { inode, offset: from.offset + whole.length, ...(last ? { last } : {}) }, added };
}

/** Reads what has come since. A file that is not there holds nothing. Throws `log/heads-lost` where a place is missing. */
export async function readOn(file: string, known: HeadFile): Promise<Reading> {
  let handle: FileHandle;
  try {
    handle = await open(file, "r");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return { now: nothingRead, added: [] };
    throw error;
  }
  try {
    return await readFrom(handle, known);
  } finally {
    await handle.close();
  }
}

/** Every head in a file, oldest first. */
export async function* headsIn(file: string): AsyncGenerator<KeptHead> {
  yield* (await readOn(file, nothingRead)).added;
}
