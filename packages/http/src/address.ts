import { isIP } from "node:net";

/** An IP address as a number. */
export interface Address {
  /** How many bits it has. */
  readonly bits: 32 | 128;
  /** The address as one number. */
  readonly value: bigint;
}

/** A range of addresses in CIDR notation (RFC 4632 section 3.1, RFC 4291 section 2.3). */
export interface AddressRange {
  /** The first address. */
  readonly base: Address;
  /** How many leading bits are fixed. */
  readonly prefix: number;
}

function joined(parts: readonly number[], bitsEach: number): bigint {
  return parts.reduce((value, part) => (value << BigInt(bitsEach)) | BigInt(part), 0n);
}

function version4(text: string): Address {
  return { bits: 32, value: joined(text.split(".").map(Number), 8) };
}

/** A URL's host is the one spelling of an IPv6 address: hexadecimal groups and at most one gap. */
function version6(text: string): Address {
  const [head = "", tail] = new URL(`http://[${text}]/`).hostname.slice(1, -1).split("::");
  const groups = (part: string) =>
    part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
  const before = groups(head);
  const after = groups(tail ?? "");
  const gap = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return { bits: 128, value: joined([...before, ...gap, ...after], 16) };
}

/** Reads an IP address. Undefined: it is none, or it names a network interface (`fe80::1%eth0`). */
export function parseAddress(text: string): Address | undefined {
  const family = text.includes("%") ? 0 : isIP(text);
  if (family === 0) return undefined;
  return family === 4 ? version4(text) : version6(text);
}

/** Reads a range: `10.0.0.0/8`, `fd00::/8`, or one address. Throws `RangeError` where it is none. */
export function parseRange(text: string): AddressRange {
  const [host = "", length, ...rest] = text.split("/");
  const base = parseAddress(host);
  if (!base || rest.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) {
    throw new RangeError("An address range is written as 10.0.0.0/8 or fd00::/8.");
  }
  const prefix = length === undefined ? base.bits : Number(length);
  if (prefix > base.bits) throw new RangeError(`The prefix of a range has at most ${base.bits} bits.`);
  return { base, prefix };
}

/** Tells whether an address lies in a range. */
export function isWithin(address: Address, { base, prefix }: AddressRange): boolean {
  if (address.bits !== base.bits) return false;
  const shift = BigInt(base.bits - prefix);
  return address.value >> shift === base.value >> shift;
}

/** The IPv4 address that stands `offset` bits from the right of an IPv6 address. */
export function embedded(address: Address, offset: number): Address {
  return { bits: 32, value: (address.value >> BigInt(offset)) & 0xffff_ffffn };
}
