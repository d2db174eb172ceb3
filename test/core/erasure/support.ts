import {
  type Actor,
  createErasures,
  type ErasureOptions,
  type Erasures,
  type JsonObject,
  type JsonValue,
  type Ledger,
  type MemoryLedger,
  memoryLedger,
  memoryVault,
  personal,
  type Signer,
  type Store,
  type SubjectId,
  sealedLedger,
  type Tombstone,
  type TombstoneBook,
  type Vault,
  type Verifier,
} from "@throughline/core";
import { createSigner, createVerifier, generateSigningKey } from "@throughline/identity";
import { handClock } from "../support.js";

export const organisation = "work-and-careers";
export const day = 86_400;
export const start = "2026-11-23T10:00:00.000Z";

export const ada: Actor = { kind: "person", id: "p-ada", organisation };
export const ben: Actor = { kind: "person", id: "p-ben", organisation };
export const clerk: Actor = { kind: "staff", id: "s-12", organisation, unit: "north" };

/** A signer of an organisation, and a verifier that trusts it alone. */
export async function signing(issuer = organisation): Promise<{ signer: Signer; verifier: Verifier }> {
  const key = await generateSigningKey();
  return {
    signer: createSigner({ issuer, key }),
    verifier: createVerifier({ trust: [{ issuer, keys: [key.publicJwk] }] }),
  };
}

/** An outside book, as long as the test. */
export function memoryBook(): TombstoneBook & {
  readonly entries: Tombstone[];
  read(): AsyncIterable<Tombstone>;
} {
  const entries: Tombstone[] = [];
  return {
    entries,
    add: async (tombstone) => {
      entries.push(tombstone);
    },
    async *read() {
      yield* entries;
    },
  };
}

export interface World extends Awaited<ReturnType<typeof signing>> {
  /** The sealed ledger, as a store. */
  readonly store: Ledger & Store;
  /** The ledger below it. */
  readonly below: MemoryLedger;
  readonly vault: Vault;
  readonly book: ReturnType<typeof memoryBook>;
  readonly erasures: Erasures;
  readonly move: (seconds: number) => void;
  /** Another service on the same parts. */
  readonly remade: (parts: Partial<ErasureOptions>) => Erasures;
}

/** Everything an erasure needs, on a clock that stands still until it is moved. Journey `j-ada` is Ada's. */
export async function world(parts: Partial<ErasureOptions> = {}): Promise<World> {
  const { clock, move } = handClock(start);
  const [below, vault, book] = [memoryLedger({ clock }), memoryVault({ clock }), memoryBook()];
  const sealed = sealedLedger(below, vault, { clock: () => clock().getTime() });
  const store = { ...below, ...sealed, ledger: sealed };
  const keys = await signing();
  const owns = async (alias: SubjectId, subject: SubjectId) => alias === "j-ada" && subject === ada.id;
  const options = {
    ledger: sealed,
    vault,
    book,
    owns,
    signer: keys.signer,
    backupRetentionSeconds: 30 * day,
  };
  const remade = (more: Partial<ErasureOptions>) => createErasures({ ...options, ...parts, ...more });
  return { ...keys, store, below, vault, book, move, remade, erasures: remade({}) };
}

/** Personal data as it stands in a document. */
export function marked(subject: SubjectId, value: JsonValue): JsonObject {
  return { ...personal(subject, value) };
}

/** The key of an erasure that nobody asked for yet. */
export function by(actor: Actor, key: string = crypto.randomUUID()) {
  return { actor, idempotencyKey: key };
}
