import { createHash } from "node:crypto";
import { open, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as z from "zod";
import type { SubjectId } from "../actor.js";
import { isThroughlineError, VaultError } from "../errors.js";
import type { Fields } from "../fields.js";
import { instantSchema } from "../instant.js";
import type { WrappedKey } from "../key-ring.js";
import type { Tombstone } from "../vault.js";
import { readIfThere, syncFolder, systemCode } from "./durable.js";

/** Where a subject's two files are. Their name is a digest, so that a listing does not tell of whom there are keys. */
export interface SubjectFiles {
  /** The wrapped key. */
  readonly key: string;
  /** The tombstone. While it is there, a key beside it counts for nothing. */
  readonly gone: string;
}

const keySchema = z.strictObject({ id: z.string(), wrap: z.string(), wrapped: z.base64() });

/** Schema of a tombstone as it is written to files. */
export const tombstoneSchema: z.ZodType<Tombstone> = z.strictObject({
  subject: z.string(),
  destroyedAt: instantSchema,
} satisfies Fields<Tombstone>);

/** The files of a subject. */
export function filesOf(folder: string, subject: SubjectId): SubjectFiles {
  const name = createHash("sha256").update(`throughline vault\n${subject}`).digest("hex");
  return { key: join(folder, `${name}.key`), gone: join(folder, `${name}.gone`) };
}

/** What a file says, if it says what it should. */
function parsed<Value>(schema: z.ZodType<Value>, bytes: Uint8Array): Value | undefined {
  try {
    return schema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
  } catch {
    return undefined;
  }
}

/** A wrapped key as it is written. */
export function writtenKey({ id, wrap, wrapped }: WrappedKey): Uint8Array {
  return Buffer.from(JSON.stringify({ id, wrap, wrapped: Buffer.from(wrapped).toString("base64") }));
}

/** The wrapped key in a file. "damaged": there is a file, but no key in it. */
export async function readKey(file: string): Promise<WrappedKey | "damaged" | undefined> {
  const bytes = await readIfThere(file);
  const found = bytes && parsed(keySchema, bytes);
  if (!found) return bytes && "damaged";
  return { ...found, wrapped: new Uint8Array(Buffer.from(found.wrapped, "base64")) };
}

/** The tombstone in a file. Throws `vault/unavailable` for one that cannot be read: somebody was erased. */
export async function readTombstone(file: string): Promise<Tombstone | undefined> {
  const bytes = await readIfThere(file);
  const found = bytes && parsed(tombstoneSchema, bytes);
  if (bytes && !found)
    throw new VaultError("vault/unavailable", { details: { reason: "a damaged tombstone" } });
  return found;
}

/** Every tombstone in a folder. */
export async function* tombstonesIn(folder: string): AsyncGenerator<Tombstone> {
  for (const name of await readdir(folder)) {
    const found = name.endsWith(".gone") ? await readTombstone(join(folder, name)) : undefined;
    if (found) yield found;
  }
}

/** Overwrites a key and takes its file away. What the disk itself keeps of it is wrapped. */
export async function scrub(file: string): Promise<void> {
  try {
    const handle = await open(file, "r+");
    try {
      await handle.write(Buffer.alloc((await handle.stat()).size), 0, null, 0);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (systemCode(error) === "ENOENT") return;
    throw error;
  }
  await rm(file, { force: true });
  await syncFolder(dirname(file));
}

/** Says of whatever the disk refuses that the vault cannot be reached. */
export async function reaching<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    if (isThroughlineError(cause) || systemCode(cause) === "") throw cause;
    throw new VaultError("vault/unavailable", { cause });
  }
}
