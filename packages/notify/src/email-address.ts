import { NotifyError } from "./errors.js";

/** White space as people paste it, zero-width characters included. */
const around = /^[\s\u180e\u200b-\u200d\u2060\ufeff]+|[\s\u180e\u200b-\u200d\u2060\ufeff]+$/g;

const form = /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@([^.@][^@\s]+)$/;
/** A label of a host; `xn--` must be followed by what it encodes (RFC 5890 section 2.3.2.1). */
const label = /^(?!-|xn---)[a-z0-9-]{1,63}(?<!-)$/;
const topLevel = /^([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

/** The host in its ASCII form (RFC 5891); undefined where it has none. */
function asciiHost(host: string): string | undefined {
  if (!/^[\p{L}\p{N}\p{M}.-]+$/u.test(host)) return undefined;
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return undefined;
  }
}

function isHost(host: string): boolean {
  const labels = asciiHost(host)?.split(".") ?? [];
  return (
    labels.length > 1 &&
    labels.join(".").length <= 253 &&
    labels.every((part) => label.test(part)) &&
    topLevel.test(labels.at(-1) ?? "")
  );
}

/**
 * Reads an email address by the rules of GOV.UK Notify: one that can be written to, without name, comment or quotes.
 * White space around it is left out.
 *
 * @throws NotifyError `notify/invalid-address`, which does not carry it.
 */
export function parseEmailAddress(text: string): string {
  const address = text.replace(around, "");
  const host = form.exec(address)?.[1];
  if (address.length > 320 || address.includes("..") || host === undefined || !isHost(host)) {
    throw new NotifyError("notify/invalid-address");
  }
  return address;
}
