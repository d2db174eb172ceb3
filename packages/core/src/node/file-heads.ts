import { resolve } from "node:path";
import { LogError } from "../transparency/errors.js";
import type { HeadStore, KeptHead } from "../transparency/head-store.js";
import { appendLine } from "./durable.js";
import { type HeadFile, headsIn, nothingRead, readOn } from "./head-file.js";

/** Appends, then looks whose line came first. */
async function appendAfter(file: string, known: HeadFile, { place, document }: KeptHead): Promise<boolean> {
  await appendLine(file, JSON.stringify({ place, document }));
  const { added } = await readOn(file, known);
  return added.find((head) => head.place === place)?.document === document;
}

/**
 * Signed heads in one file, a line each, only ever appended to. Keep it away from the database and from its backups: on
 * another machine's disk, or copied out after each signing. Several processes may share it on one local file system; a
 * network file system may not keep their lines apart.
 *
 * @param options - `file`: its path. It is made with the first head.
 */
export function fileHeads(options: { readonly file: string }): HeadStore {
  const file = resolve(options.file);
  let known = nothingRead;
  const catchUp = async () => {
    const { now } = await readOn(file, known);
    known = now;
    return now;
  };
  return {
    last: async () => (await catchUp()).last,
    async append(head) {
      const now = await catchUp();
      const next = (now.last?.place ?? 0) + 1;
      if (head.place > next) throw new LogError("log/heads-lost", { details: { place: head.place } });
      return head.place === next && appendAfter(file, now, head);
    },
    entries: () => headsIn(file),
  };
}
