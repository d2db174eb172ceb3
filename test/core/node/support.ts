import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const made: string[] = [];

/** A folder of one's own, gone after the file's tests. */
export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "throughline-"));
  made.push(folder);
  return folder;
}

afterAll(async () => {
  for (const folder of made) await rm(folder, { recursive: true, force: true });
});
