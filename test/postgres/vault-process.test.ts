import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isTombstone } from "@throughline/core";
import { vaultLaws } from "@throughline/core/testing";
import { createPostgres, type PostgresConnection } from "@throughline/postgres";
import { afterAll, describe, expect, test } from "vitest";
import { freshDatabase, postgresUrl } from "../support/postgres.js";
import { source, wrap } from "./support.js";

const root = mkdtempSync(join(tmpdir(), "throughline-vault-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const fill = "new Uint8Array(32).fill(1)";
const loader = resolve(import.meta.dirname, "../../node_modules/tsx/dist/loader.mjs");

/** What the process does until it is ended: makes keys, destroys every other, and says what was acknowledged. */
const work = (connection: PostgresConnection) => `
  import { localKeyWrap } from "@throughline/core";
  import { createPostgres } from "@throughline/postgres";
  const store = await createPostgres({ connection: ${JSON.stringify(connection)}, source: "urn:x" });
  const vault = store.vault({ wrap: localKeyWrap({ id: "master-1", key: ${fill} }) });
  const one = async (subject, isDestroyed) => {
    console.log("began " + subject);
    const { id } = await vault.obtain(subject);
    console.log("has " + subject + " " + id);
    if (isDestroyed) console.log("gone " + subject + " " + (await vault.destroy(subject)).destroyedAt);
  };
  for (let round = 0; ; round += 1)
    await Promise.all([0, 1, 2, 3].map((at) => one("p-" + round + "-" + at, at % 2 === 0)));`;

function started(connection: PostgresConnection): ChildProcess {
  const file = join(import.meta.dirname, `.vault-${process.pid}-${crypto.randomUUID()}.mts`);
  writeFileSync(file, work(connection));
  const child = spawn(process.execPath, ["--conditions=@throughline/source", "--import", loader, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.once("exit", () => rmSync(file, { force: true }));
  return child;
}

/** Ends the process without warning after so many lines, and gives those. */
async function endedAfter(child: ChildProcess, lines: number): Promise<readonly string[]> {
  let said = "";
  await new Promise<void>((done, fail) => {
    child.once("exit", () => (said.split("\n").length > lines ? done() : fail(new Error(said))));
    child.stdout?.on("data", (data: Buffer) => {
      said += data.toString();
      if (said.split("\n").length > lines) child.kill("SIGKILL");
    });
  });
  return said.split("\n").slice(0, -1);
}

/** The subjects of whom the vault says otherwise than was acknowledged. */
async function lostIn(connection: PostgresConnection, lines: readonly string[]): Promise<readonly string[]> {
  const store = await createPostgres({ connection, source });
  const vault = store.vault({ wrap });
  const told = lines.map((line) => line.split(" "));
  const gone = new Map(told.filter(([what]) => what === "gone").map(([, subject = "", at]) => [subject, at]));
  const had = new Map(told.filter(([what]) => what === "has").map(([, subject = "", id]) => [subject, id]));
  expect(gone.size).toBeGreaterThan(3);
  const lost: string[] = [];
  for (const [, subject = ""] of told) {
    const found = await vault.find(subject);
    const id = found && !isTombstone(found) ? found.id : undefined;
    const at = found && isTombstone(found) ? found.destroyedAt : undefined;
    // One who was being destroyed may be gone, and nobody else.
    const isRight = gone.has(subject)
      ? at === gone.get(subject)
      : id === had.get(subject) || (at !== undefined && /-[02]$/.test(subject)) || !had.has(subject);
    const again = await vault.obtain(subject);
    const isSame = isTombstone(again)
      ? at === again.destroyedAt
      : at === undefined && (id === undefined || id === again.id);
    if (!isRight || !isSame) lost.push(subject);
  }
  await store.close();
  return lost;
}

describe("a process that ends without warning loses no acknowledged key and no tombstone", () => {
  test("in the embedded database, which then keeps every law of a vault", async () => {
    const connection = { folder: join(root, "kept") };
    expect(await lostIn(connection, await endedAfter(started(connection), 60))).toEqual([]);
    const store = await createPostgres({ connection, source });
    for (const law of vaultLaws) await expect(law.run(store.vault({ wrap }))).resolves.toBeUndefined();
    await store.close();
  }, 120_000);

  test.skipIf(postgresUrl === undefined)(
    "on a server, at any moment",
    async () => {
      const { url, drop } = await freshDatabase();
      for (const lines of [60, 63])
        expect(await lostIn({ url }, await endedAfter(started({ url }), lines))).toEqual([]);
      await drop();
    },
    120_000,
  );
});
