import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, copyFile, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileHeads } from "@throughline/core/node";
import { headStoreLaws } from "@throughline/core/testing";
import { describe, expect, test } from "vitest";
import { all, refusal } from "../support.js";
import { freshFolder } from "./support.js";

const head = (place: number) => ({ place, document: `document ${place}` });

async function withHeads(count: number) {
  const file = join(await freshFolder(), "outside", "heads");
  const heads = fileHeads({ file });
  for (let place = 1; place <= count; place += 1) expect(await heads.append(head(place))).toBe(true);
  return { file, heads };
}

describe("heads in a file", async () => {
  const { heads } = await withHeads(0);
  test.each(headStoreLaws.map((law) => [law.name, law] as const))("%s", async (_name, law) => {
    await expect(law.run(heads)).resolves.toBeUndefined();
  });
});

describe("a file of heads", () => {
  test("is only appended to, and read by its owner only", async () => {
    const { file, heads } = await withHeads(2);
    const before = await readFile(file, "utf8");
    await heads.append(head(3));
    expect((await readFile(file, "utf8")).startsWith(before)).toBe(true);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test("with a line that a crash tore goes on after it", async () => {
    const { file } = await withHeads(2);
    for (const torn of ['{"place":3,"docu', '\n{"place":3,"document":"x"', "\u0000\u0000"]) {
      await appendFile(file, torn);
      expect(await fileHeads({ file }).last()).toEqual(head(2));
    }
    expect(await fileHeads({ file }).append(head(3))).toBe(true);
    expect(await all(fileHeads({ file }).entries())).toEqual([head(1), head(2), head(3)]);
  });

  test("with a line missing has lost heads, and says so", async () => {
    const { file } = await withHeads(3);
    const lines = (await readFile(file, "utf8")).split("\n");
    await writeFile(file, lines.filter((line) => !line.includes("document 2")).join("\n"));
    expect((await refusal(() => fileHeads({ file }).last())).code).toBe("log/heads-lost");
    expect((await refusal(() => fileHeads({ file }).append(head(4)))).code).toBe("log/heads-lost");
  });

  test("takes no place twice and leaves none out, and writes nothing then", async () => {
    const { file, heads } = await withHeads(2);
    const before = await readFile(file, "utf8");
    expect(await heads.append(head(2))).toBe(false);
    const error = await refusal(() => heads.append(head(4)));
    expect([error.code, error.details]).toEqual(["log/heads-lost", { place: 4 }]);
    expect(await readFile(file, "utf8")).toBe(before);
  });

  test("shared by two: the first line for a place counts, for both", async () => {
    const { file, heads } = await withHeads(1);
    const other = fileHeads({ file });
    expect(await other.last()).toEqual(head(1));
    await appendFile(file, `\n${JSON.stringify({ place: 2, document: "rival" })}\n`);
    await appendFile(file, `\n${JSON.stringify(head(2))}\n`);
    expect([await heads.last(), await other.last()]).toEqual([
      { place: 2, document: "rival" },
      { place: 2, document: "rival" },
    ]);
    expect(await heads.append(head(2))).toBe(false);
  });

  test("put back from an older copy, or taken away, is read as it is now", async () => {
    const { file, heads } = await withHeads(2);
    await copyFile(file, `${file}.copy`);
    await heads.append(head(3));
    expect(await heads.last()).toEqual(head(3));
    await copyFile(`${file}.copy`, file);
    expect(await heads.last()).toEqual(head(2));
    await rm(file);
    expect(await heads.last()).toBeUndefined();
  });

  test("written by four processes, one of them killed, has every place once", async () => {
    const { file, heads } = await withHeads(1);
    const script = new URL("append-heads.ts", import.meta.url).pathname;
    const workers = Array.from({ length: 4 }, (_, at) => {
      const args = ["--conditions=@throughline/source", "--import", "tsx", script, file, `w${at}`];
      return spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    });
    const closed = workers.map((worker) => once(worker, "close"));
    const [victim] = workers;
    const told: string[] = [];
    for (const worker of workers) {
      worker.stdout?.on("data", (text: Buffer) => told.push(...text.toString().split("\n").filter(Boolean)));
    }
    if (victim?.stdout) {
      await once(victim.stdout, "data");
      victim.kill("SIGKILL");
    }
    await Promise.all(closed);
    const kept = await all(heads.entries());
    expect(kept.map(({ place }) => place)).toEqual(kept.map((_, at) => at + 1));
    // Whatever a process was told to be kept is kept.
    expect(new Set(kept.map(({ document }) => document))).toEqual(
      new Set([
        "document 1",
        ...told,
        ...kept.map(({ document }) => document).filter((d) => d.startsWith("w0 ")),
      ]),
    );
    expect(kept.length).toBeGreaterThan(45);
  });
});
