import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import type { EmailAdapter, Sender } from "./adapter.js";
import { parseEmailAddress } from "./email-address.js";
import { mailOf } from "./mime.js";

/**
 * Writes each email as an `.eml` file (RFC 5322) into a folder instead of sending it: for trying out. A file is there
 * whole or not at all, and the same notification is always the same file.
 */
export function folderAdapter(options: { readonly folder: string; readonly from: Sender }): EmailAdapter {
  const { folder, from } = options;
  parseEmailAddress(from.address);
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  return {
    async send(email) {
      const { message } = await transport.sendMail(mailOf(email, from));
      const unfinished = join(folder, `.${email.id}.${crypto.randomUUID()}`);
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(unfinished, message as Buffer);
        await rename(unfinished, join(folder, `${email.id}.eml`));
        return { reference: email.id };
      } catch {
        return { failure: "temporary", reason: "folder-not-writable" };
      }
    },
  };
}
