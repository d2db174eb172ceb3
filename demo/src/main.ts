import { resolve } from "node:path";
import { isThroughlineError } from "@throughline/core";
import { folderAdapter } from "@throughline/notify/folder";
import { keysIn } from "./keys.js";
import { openStore } from "./sealed-store.js";
import { serve } from "./serve.js";
import { createWorld } from "./world.js";

const folder = resolve(process.env["THROUGHLINE_DATA"] ?? ".data");
const asked = process.env["PORT"] || "3000";
const port = Number(asked);
const outbox = resolve(folder, "outbox");

const example = "Choose another: PORT=3001 npm start";
/** What a file system answers where a folder cannot be made or written. */
const refusals = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "EISDIR", "ENOSPC"]);

async function start(): Promise<void> {
  if (!/^\d{1,5}$/.test(asked) || port > 65_535)
    return refuse(`PORT must be a number from 0 to 65535. ${example}`);
  const keys = await keysIn(folder);
  const store = await openStore(folder, keys);
  const email = folderAdapter({
    folder: outbox,
    from: { name: "Work and Careers", address: "no-reply@work-and-careers.example" },
  });
  const world = await createWorld({ store, keys, email });
  const serving = await serve(world, port);
  const work = () => void world.work().catch((error: unknown) => console.error("worker:", codeOf(error)));
  const worker = setInterval(work, 2000);
  const stop = async () => {
    clearInterval(worker);
    await serving.close();
    await store.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void stop());
  const at = `http://localhost:${serving.port}`;
  console.log(`Find work support   ${at}/
Staff console       ${at}/staff   (officers: Asha Rahman, telephone; Gwen Parry, desk)
HTTP API            ${at}/api/openapi.json
Messages            ${outbox}
Data is kept in ${folder}. Stop with Ctrl+C.`);
}

function codeOf(error: unknown): string {
  return isThroughlineError(error) ? `${error.code}: ${error.message}` : String(error);
}

/** Ends, with a sentence that says what to do. */
function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

/** What the person who starts this can do about an error of their machine. */
function adviceOn(error: unknown): string {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return `Port ${port} is taken. ${example}`;
  if (syscall === "listen") return `Port ${port} cannot be used here (${code}). ${example}`;
  if (code === "demo/other-keys") return `${(error as Error).message}: THROUGHLINE_DATA=./my-data npm start`;
  const isOfFolder = code === "postgres/folder-not-writable" || (code !== undefined && refusals.has(code));
  if (!isOfFolder) return codeOf(error);
  return `Data cannot be kept in ${folder} (${code}). Choose a folder that can be written: THROUGHLINE_DATA=./my-data npm start`;
}

start().catch((error: unknown) => refuse(adviceOn(error)));
