import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import * as z from "zod";
import { canonicalize } from "../canonical.js";
import { isThroughlineError, LedgerError, VaultError } from "../errors.js";
import { type RecordId, type RecordKind, recordOf } from "../ids.js";
import type { Ledger } from "../ledger.js";
import { isTombstone, type Vault, type VaultKey } from "../vault.js";

/** What is stored in place of texts that must be compared but not read. */
export interface Lookups {
  /** A lookup value's digest. The kind and name are part of it, so that one value in two places cannot be linked. */
  value(kind: RecordKind, name: string, value: string): Promise<string>;
  /** A fingerprint's digest: a plain one of a short command could be guessed for ever. */
  fingerprint(idempotencyKey: string, fingerprint: string): Promise<string>;
}

/** The vault's name for the organisation's key for lookup values. */
const lookupSubject = "~lookup";

/** The record that says under which key, and as which ledger, everything here was sealed. */
const anchor: RecordId = recordOf("sealing", "anchor");

const anchorSchema = z.strictObject({ source: z.string(), lookup: z.string() });

async function anchored(ledger: Ledger, source: string): Promise<string | undefined> {
  const { record } = await ledger.get(anchor);
  if (!record) return undefined;
  const { data } = anchorSchema.safeParse(record.state);
  if (!data) throw new LedgerError("ledger/corrupt", { details: { record: anchor } });
  const { source: known, lookup } = data;
  if (known !== source) throw new RangeError("source is not the one that this ledger was sealed as.");
  return lookup;
}

/** The first to come writes down which key it is. */
async function drop(ledger: Ledger, source: string, lookup: string): Promise<string | undefined> {
  const state = { source, lookup };
  const events = [{ type: "sealing.begun", data: state }];
  try {
    await ledger.commit([
      { record: anchor, expectedVersion: 0, law: 1, events, state, keys: [], timers: [] },
    ]);
  } catch (error) {
    if (!isThroughlineError(error, "ledger/conflict")) throw error;
  }
  return await anchored(ledger, source);
}

/**
 * The organisation's key. A vault that has lost it must not make a new one: nothing would be found any more, and what is
 * unique would not be.
 */
async function organisationKey(ledger: Ledger, vault: Vault, source: string): Promise<VaultKey> {
  const known = await anchored(ledger, source);
  const found = known === undefined ? await vault.obtain(lookupSubject) : await vault.find(lookupSubject);
  const key = found && !isTombstone(found) ? found : undefined;
  const expected = key && (known ?? (await drop(ledger, source, key.id)));
  if (!key || key.id !== expected)
    throw new VaultError("vault/key-missing", { details: { key: lookupSubject } });
  return key;
}

async function imported({ bytes }: VaultKey): Promise<CryptoKey> {
  const copy = new Uint8Array(bytes);
  bytes.fill(0);
  const key = await crypto.subtle.importKey("raw", copy, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  copy.fill(0);
  return key;
}

/** HMAC-SHA-256 (RFC 2104) under the organisation's key; read once, and again after a failure. */
export function lookups(ledger: Ledger, vault: Vault, source: string): Lookups {
  let key: Promise<CryptoKey> | undefined;
  const ready = () => {
    key ??= organisationKey(ledger, vault, source)
      .then(imported)
      .catch((error: unknown) => {
        key = undefined;
        throw error;
      });
    return key;
  };
  const digest = async (parts: readonly string[]) => {
    const message = new Uint8Array(utf8ToBytes(canonicalize(parts)));
    return bytesToHex(new Uint8Array(await crypto.subtle.sign("HMAC", await ready(), message)));
  };
  return {
    value: (kind, name, value) => digest(["lookup", kind, name, value]),
    fingerprint: (idempotencyKey, fingerprint) => digest(["fingerprint", idempotencyKey, fingerprint]),
  };
}
