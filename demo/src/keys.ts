import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type KeyWrap, localKeyWrap, ThroughlineError } from "@throughline/core";
import {
  exportSigningKey,
  generateSigningKey,
  importSigningKey,
  type SigningKey,
} from "@throughline/identity";
import * as z from "zod";

/**
 * The department's secrets. A real one keeps them in a key management service, and hands in a `KeyWrap` that calls it in
 * place of the master key: see docs/operations.md.
 */
export interface Keys {
  /** Signs identity tokens. */
  readonly signing: SigningKey;
  /** Signs cookies. */
  readonly cookie: string;
  /** Stands behind the digests of handoff codes; never in the database. */
  readonly pepper: Uint8Array;
  /** Wraps the keys under which personal data is sealed. Lost, everything personal is lost. */
  readonly master: KeyWrap;
}

const stored = z.strictObject({
  signing: z.looseObject({ kty: z.literal("EC") }),
  cookie: z.string().min(40),
  pepper: z.string().min(40),
  master: z.string().min(40),
});

function random(): string {
  return randomBytes(32).toString("base64url");
}

async function made(): Promise<z.infer<typeof stored>> {
  const signing = await exportSigningKey(await generateSigningKey({ extractable: true }));
  return stored.parse({ signing, cookie: random(), pepper: random(), master: random() });
}

async function opened(kept: z.infer<typeof stored>): Promise<Keys> {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64url"));
  return {
    signing: await importSigningKey(kept.signing),
    cookie: kept.cookie,
    pepper: bytes(kept.pepper),
    master: localKeyWrap({ id: "master-1", key: bytes(kept.master) }),
  };
}

/** New keys that end with the process. */
export async function newKeys(): Promise<Keys> {
  return await opened(await made());
}

/** The keys kept in a folder, readable by the owner alone; made there at the first start. */
export async function keysIn(folder: string): Promise<Keys> {
  const path = join(folder, "keys.json");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Written whole under another name first: a process that dies here leaves no half of a key behind.
  if (!existsSync(path)) {
    const draft = join(folder, `keys-${random()}.draft`);
    await writeFile(draft, JSON.stringify(await made()), { mode: 0o600, flush: true });
    try {
      await link(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      await rm(draft, { force: true });
    }
  }
  const kept = stored.safeParse(JSON.parse(await readFile(path, "utf8")));
  if (kept.success) return await opened(kept.data);
  throw new ThroughlineError("demo/other-keys", {
    status: 500,
    message: "The keys kept there are not those of this version. Keep its data in a new folder",
  });
}
