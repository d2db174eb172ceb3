import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderAdapter } from "@throughline/notify/folder";
import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { received } from "./support.js";

const from = { name: "Work", address: "help@work.example" };
const message = { ...received.render({ name: "Jo" }, "en"), id: "ntf_1", to: "jo@example.com" };

describe("writing email into a folder", () => {
  test("each message is one whole file, and a repeat is the same file", async () => {
    const folder = join(await mkdtemp(join(tmpdir(), "outbox-")), "deep", "er");
    const adapter = folderAdapter({ folder, from });
    expect(await adapter.send(message)).toEqual({ reference: "ntf_1" });
    expect(await adapter.send(message)).toEqual({ reference: "ntf_1" });
    expect(await readdir(folder)).toEqual(["ntf_1.eml"]);
    const mail = await simpleParser(await readFile(join(folder, "ntf_1.eml")));
    expect([mail.subject, mail.messageId]).toEqual(["We have your answers, Jo", "<ntf_1@work.example>"]);
  });

  test("a folder that cannot be written to is a failure that may pass", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "outbox-")), "file");
    await writeFile(file, "in the way");
    expect(await folderAdapter({ folder: file, from }).send(message)).toEqual({
      failure: "temporary",
      reason: "folder-not-writable",
    });
  });
});
