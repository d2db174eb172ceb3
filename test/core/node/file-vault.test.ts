import { type ChildProcess, spawn } from "node:child_process";
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isTombstone, localKeyWrap, type VaultKey } from "@throughline/core";
import { fileVault } from "@throughline/core/node";
import { vaultLaws } from "@throughline/core/testing";
import { afterAll, describe, expect, test } from "vitest";
import { all, refusal } from "../support.js";

const root = mkdtempSync(join(tmpdir(), "throughline-file-vault-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const freshFolder = () => join(root, crypto.randomUUID(), "vault");
const master = (id: string, fill = 1) => localKeyWrap({ id, key: new Uint8Array(32).fill(fill) });
const wrap = master("m-1");
const keyIn = (folder: string) => {
  const file = readdirSync(folder).find((name) => name.endsWith(".key"));
  if (!file) throw new Error("There is no key.");
  return join(folder, file);
};

describe("vault laws on files", () => {
  const folder = freshFolder();
  const one = fileVault({ folder, wrap });
  const two = fileVault({ folder, wrap });
  let turn = 0;
  const either = () => {
    turn += 1;
    return turn % 2 === 0 ? one : two;
  };
  const both: typeof one = {
    obtain: (subject) => either().obtain(subject),
    find: (subject) => either().find(subject),
    destroy: (subject, at) => either().destroy(subject, at),
    tombstones: () => either().tombstones(),
  };

  test.each(vaultLaws.map((law) => [law.name, law] as const))("%s", async (_name, law) => {
    await expect(law.run(one)).resolves.toBeUndefined();
  });

  test.each(vaultLaws.map((law) => [law.name, law] as const))(
    "by two who share a folder: %s",
    async (_name, law) => {
      await expect(law.run(both)).resolves.toBeUndefined();
    },
  );
});

test("files are their owner's alone, and tell neither key nor subject", async () => {
  const folder = freshFolder();
  const vault = fileVault({ folder, wrap });
  const key = (await vault.obtain("Siân Jones")) as VaultKey;
  const file = keyIn(folder);
  expect([statSync(folder).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
  const text = file + readFileSync(file, "utf8");
  expect(text).not.toContain("Siân");
  for (const encoding of ["hex", "base64", "latin1"] as const)
    expect(text).not.toContain(Buffer.from(key.bytes).toString(encoding));
  await vault.destroy("Siân Jones", "2026-11-23T10:00:00.000Z");
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.gone$/)]);
});

test("tombstones are dated by its clock", async () => {
  const vault = fileVault({ folder: freshFolder(), wrap, clock: () => new Date("2026-11-23T10:00:00Z") });
  expect((await vault.destroy("p-1")).destroyedAt).toBe("2026-11-23T10:00:00.000Z");
});

test("a key that comes back beside its tombstone counts for nothing, and is taken away", async () => {
  const folder = freshFolder();
  const vault = fileVault({ folder, wrap });
  await vault.obtain("p-1");
  const file = keyIn(folder);
  copyFileSync(file, join(root, "backup.key"));
  const tombstone = await vault.destroy("p-1");
  copyFileSync(join(root, "backup.key"), file);
  expect(await vault.obtain("p-1")).toEqual(tombstone);
  expect(readdirSync(folder).filter((name) => name.endsWith(".key"))).toEqual([]);
});

test("a key that was destroyed while it was being opened is not handed out", async () => {
  const folder = freshFolder();
  const other = fileVault({ folder, wrap });
  await other.obtain("p-1");
  const slow = {
    ...wrap,
    unwrap: async (wrapped: Uint8Array, context: string) => {
      const key = await wrap.unwrap(wrapped, context);
      await other.destroy("p-1");
      return key;
    },
  };
  const found = await fileVault({ folder, wrap: slow }).find("p-1");
  expect(found).toEqual(await other.find("p-1"));
  expect(found).toHaveProperty("destroyedAt");
});

test("a key that was destroyed while it was being opened, and no longer opens, is a tombstone and no error", async () => {
  const folder = freshFolder();
  const other = fileVault({ folder, wrap });
  await other.obtain("p-1");
  const failing = {
    ...wrap,
    unwrap: async () => {
      await other.destroy("p-1");
      throw new Error("The wrap is away.");
    },
  };
  expect(await fileVault({ folder, wrap: failing }).find("p-1")).toEqual(await other.find("p-1"));
});

test("a key that was destroyed while it was being made is not handed out, and leaves no file", async () => {
  const folder = freshFolder();
  const other = fileVault({ folder, wrap });
  const slow = {
    ...wrap,
    wrap: async (key: Uint8Array, context: string) => {
      await other.destroy("p-1");
      return await wrap.wrap(key, context);
    },
  };
  const made = await fileVault({ folder, wrap: slow }).obtain("p-1");
  expect(made).toEqual(await other.find("p-1"));
  expect(made).toHaveProperty("destroyedAt");
  expect(readdirSync(folder).filter((name) => name.endsWith(".key"))).toEqual([]);
});

test("the master key is changed: old keys still open, new ones are under the new", async () => {
  const folder = freshFolder();
  const before = await fileVault({ folder, wrap }).obtain("p-1");
  const vault = fileVault({ folder, wrap: [master("m-2", 2), wrap] });
  expect(await vault.obtain("p-1")).toEqual(before);
  await vault.obtain("p-2");
  const masters = readdirSync(folder).map(
    (name) => JSON.parse(readFileSync(join(folder, name), "utf8")).wrap,
  );
  expect(new Set(masters)).toEqual(new Set(["m-1", "m-2"]));
  expect((await refusal(() => fileVault({ folder, wrap }).find("p-2"))).code).toBe("vault/wrong-wrap");
});

describe("what is not right is told, and never taken for an erasure", () => {
  test("another subject's key in a subject's place", async () => {
    const folder = freshFolder();
    const vault = fileVault({ folder, wrap });
    await vault.obtain("p-1");
    const first = keyIn(folder);
    copyFileSync(first, join(root, "first.key"));
    await vault.obtain("p-2");
    const second = readdirSync(folder).find((name) => !first.endsWith(name)) ?? "";
    copyFileSync(join(root, "first.key"), join(folder, second));
    expect((await refusal(() => vault.find("p-2"))).code).toBe("vault/wrong-wrap");
  });

  test("a damaged key", async () => {
    const folder = freshFolder();
    const vault = fileVault({ folder, wrap });
    await vault.obtain("p-1");
    writeFileSync(keyIn(folder), "");
    for (const verb of ["find", "obtain"] as const)
      expect(await refusal(() => vault[verb]("p-1"))).toMatchObject({
        code: "vault/key-missing",
        details: { reason: "a damaged file" },
      });
  });

  test("a folder that cannot be one", async () => {
    const file = join(root, "a file");
    writeFileSync(file, "");
    const vault = fileVault({ folder: join(file, "below"), wrap });
    expect((await refusal(() => vault.obtain("p-1"))).code).toBe("vault/unavailable");
    expect((await refusal(() => vault.destroy("p-1"))).code).toBe("vault/unavailable");
    expect((await refusal(() => all(vault.tombstones()))).code).toBe("vault/unavailable");
  });
});

const loader = resolve(import.meta.dirname, "../../../node_modules/tsx/dist/loader.mjs");

/** What a process does until it is ended: two of them race for the same subjects, and say what was acknowledged. */
const work = (folder: string) => `
  import { localKeyWrap } from "@throughline/core";
  import { fileVault } from "@throughline/core/node";
  const wrap = localKeyWrap({ id: "m-1", key: new Uint8Array(32).fill(1) });
  const vault = fileVault({ folder: ${JSON.stringify(folder)}, wrap });
  for (let n = 0; ; n += 1) {
    const key = await vault.obtain("p-" + n);
    if ("id" in key) console.log("has p-" + n + " " + key.id);
    if (n % 2 === 0) console.log("gone p-" + n + " " + (await vault.destroy("p-" + n)).destroyedAt);
  }`;

function started(folder: string): ChildProcess {
  const file = join(import.meta.dirname, `.vault-${crypto.randomUUID()}.mts`);
  writeFileSync(file, work(folder));
  const child = spawn(process.execPath, ["--conditions=@throughline/source", "--import", loader, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.once("exit", () => rmSync(file, { force: true }));
  return child;
}

/** Ends a process without warning after so many lines, and gives the whole ones. */
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

test("two processes that race for the same subjects, ended without warning, leave what they acknowledged", async () => {
  const folder = freshFolder();
  const lines = (await Promise.all([40, 50, 61].map((count) => endedAfter(started(folder), count)))).flat();
  const told = lines.map((line) => line.split(" ") as [string, string, string]);
  const vault = fileVault({ folder, wrap });
  const gone = told.filter(([what]) => what === "gone");
  const kept = told.filter(([what]) => what === "has");
  expect([gone.length > 10, kept.length > 10]).toEqual([true, true]);
  for (const [, subject, at] of gone) {
    expect(await vault.find(subject)).toEqual({ subject, destroyedAt: at });
    expect(await vault.obtain(subject)).toEqual({ subject, destroyedAt: at });
  }
  for (const [, subject, id] of kept) {
    const found = await vault.find(subject);
    if (found && isTombstone(found)) expect(Number(subject.slice(2)) % 2).toBe(0);
    else expect(found?.id).toBe(id);
  }
  const isOne = (file: string) => /^(?:[0-9a-f]{64}\.(?:key|gone)|\.[0-9a-f]{16}\.draft)$/.test(file);
  expect(readdirSync(folder).filter((file) => !isOne(file))).toEqual([]);
});
