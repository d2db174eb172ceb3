import { resolve } from "node:path";
import { VaultError } from "../errors.js";
import type { Tombstone } from "../vault.js";
import { appendLine, readIfThere } from "./durable.js";
import { reaching, tombstoneSchema } from "./vault-files.js";

/** A book of tombstones in a file. */
export interface FileTombstones {
  /** Writes a tombstone to the end; when it is done, it is on the disk. The same one twice does no harm. */
  add(tombstone: Tombstone): Promise<void>;
  /** Every tombstone, oldest first. A source for the `tombstones` of a sealed ledger. */
  all(): AsyncIterable<Tombstone>;
}

function lineOf(text: string): Tombstone | undefined {
  try {
    return tombstoneSchema.parse(JSON.parse(text));
  } catch (cause) {
    // Cut off by a crash, so it was never acknowledged. What ends with an instant was, and must not be passed over.
    if (!text.endsWith('Z"}')) return undefined;
    throw new VaultError("vault/unavailable", { details: { reason: "a damaged line" }, cause });
  }
}

async function* read(file: string): AsyncGenerator<Tombstone> {
  const bytes = await reaching(() => readIfThere(file));
  for (const text of new TextDecoder().decode(bytes).split("\n")) {
    const tombstone = text === "" ? undefined : lineOf(text);
    if (tombstone) yield tombstone;
  }
}

/**
 * Keeps tombstones in one file, a line each, only ever appended to: outside the database and the vault, so that no
 * backup of either brings a person back. Put it on another machine's disk, or copy it out after each erasure. Several
 * processes may share it on one local file system.
 *
 * Errors: `vault/unavailable` where the disk refuses, or a line that was whole once cannot be read.
 *
 * @param options - `file`: its path. It is made with the first tombstone; one that is not there holds none.
 */
export function fileTombstones(options: { readonly file: string }): FileTombstones {
  const file = resolve(options.file);
  return {
    add: (tombstone) =>
      reaching(() => {
        const { subject, destroyedAt } = tombstoneSchema.parse(tombstone);
        return appendLine(file, JSON.stringify({ subject, destroyedAt }));
      }),
    all: () => read(file),
  };
}
