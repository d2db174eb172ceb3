import type { SendMailOptions } from "nodemailer";
import type { OutgoingEmail, Sender } from "./adapter.js";

/**
 * A message for nodemailer. Addresses are given as objects and the envelope is given explicitly: a text with a line break
 * in it would otherwise change the envelope's recipient. Files and addresses named in a message are never read.
 */
export function mailOf(email: OutgoingEmail, from: Sender): SendMailOptions {
  const host = from.address.slice(from.address.indexOf("@") + 1);
  return {
    envelope: { from: from.address, to: [email.to] },
    from,
    to: { name: "", address: email.to },
    subject: email.subject,
    text: email.text,
    html: email.html,
    messageId: `<${email.id}@${host}>`,
    headers: { "Content-Language": email.language, "Auto-Submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
