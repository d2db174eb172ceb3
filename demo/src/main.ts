import { resolve } from "node:path";
import { isThroughlineError } from "@throughline/core";
import { folderAdapter } from "@throughline/notify/folder";
import { createPostgres } from "@throughline/postgres";
import { issuer } from "./department.js";
import { keysIn } from "./keys.js";
import { serve } from "./serve.js";
import { createWorld } from "./world.js";

const folder = resolve(process.env["THROUGHLINE_DATA"] ?? ".data");
const port = Number(process.env["PORT"] ?? 3000);
const outbox = resolve(folder, "outbox");

async function start(): Promise<void> {
  const keys = await keysIn(folder);
  const store = await createPostgres({ connection: { folder: resolve(folder, "database") }, source: issuer });
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

start().catch((error: unknown) => {
  const isTaken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
  console.error(isTaken ? `Port ${port} is taken. Choose another: PORT=3001 npm start` : codeOf(error));
  process.exit(1);
});
