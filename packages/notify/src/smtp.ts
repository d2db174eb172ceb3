import { createTransport } from "nodemailer";
import type { DeliveryFailure, EmailAdapter, Sender } from "./adapter.js";
import { parseEmailAddress } from "./email-address.js";
import { mailOf } from "./mime.js";

/** How a mail server is reached. */
export interface SmtpOptions {
  /** Its name. */
  readonly host: string;
  /** Its port. */
  readonly port: number;
  /** TLS from the first byte. False: STARTTLS where the server offers it. */
  readonly secure: boolean;
  /** Refuse to go on without TLS. Default true; false only for a server on this machine. */
  readonly requireTls?: boolean;
  /** How to sign in. */
  readonly auth?: { readonly user: string; readonly pass: string };
  /** Who writes. */
  readonly from: Sender;
  /** How long to wait for an answer, in milliseconds, 100 to 120,000. Default 15,000. */
  readonly timeoutMs?: number;
}

/** A mail adapter that holds connections. */
export interface SmtpAdapter extends EmailAdapter {
  /** Closes them. */
  close(): void;
}

/** Where nodemailer says that the server's answer was about this message, not about the connection or signing in. */
const aboutMessage = new Set<unknown>(["EENVELOPE", "EMESSAGE"]);

/**
 * 4xx: try again; 5xx: never (RFC 5321 section 4.2.1), if the answer was about the message: a wrong password is no reason
 * to give up everybody's. Anything else: the server was not reached or not understood.
 */
function failureOf(error: unknown): DeliveryFailure {
  const { responseCode, code } = error as { readonly responseCode?: unknown; readonly code?: unknown };
  if (typeof responseCode !== "number") return { failure: "temporary", reason: "unreachable" };
  const isPermanent = responseCode >= 500 && aboutMessage.has(code);
  return { failure: isPermanent ? "permanent" : "temporary", reason: `smtp-${responseCode}` };
}

/** Sends email through a mail server. Throws `notify/invalid-address` for a sender that cannot be written to. */
export function smtpAdapter(options: SmtpOptions): SmtpAdapter {
  const { host, port, secure, auth, from, requireTls = true, timeoutMs = 15_000 } = options;
  if (!(timeoutMs >= 100 && timeoutMs <= 120_000)) throw new RangeError("timeoutMs is 100 to 120,000.");
  parseEmailAddress(from.address);
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: requireTls && !secure,
    ignoreTLS: !requireTls && !secure,
    ...(auth ? { auth } : {}),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  return {
    async send(email) {
      try {
        await transport.sendMail(mailOf(email, from));
        return { reference: email.id };
      } catch (error) {
        return failureOf(error);
      }
    },
    close: () => transport.close(),
  };
}
