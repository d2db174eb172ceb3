import {
  CoreError,
  consentEpoch,
  consentEpochOf,
  createRepository,
  type Decider,
  type Instant,
  isTombstone,
  memoryVault,
  recordId,
  type Store,
  type SubjectId,
  transact,
  type Vault,
  type VaultKey,
  verifyRecord,
} from "@throughline/core";
import { expect } from "vitest";
import { all, type DeciderProof, fresh, officer, outcome } from "./support.js";

type Sealed = { readonly key: string; readonly iv: string; readonly text: string };

const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const cipher = (key: VaultKey) =>
  crypto.subtle.importKey("raw", new Uint8Array(key.bytes), "AES-GCM", false, ["encrypt", "decrypt"]);

async function seal(vault: Vault, subject: SubjectId, value: string): Promise<Sealed> {
  const key = await vault.obtain(subject);
  if (isTombstone(key)) throw new CoreError("core/erased");
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv },
    await cipher(key),
    new TextEncoder().encode(value),
  );
  return { key: key.id, iv: toHex(iv), text: toHex(new Uint8Array(text)) };
}

async function open(vault: Vault, subject: SubjectId, sealed: Sealed): Promise<string> {
  const key = await vault.find(subject);
  if (!key || isTombstone(key)) throw new CoreError("core/erased");
  const plain = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv: fromHex(sealed.iv) },
    await cipher(key),
    fromHex(sealed.text),
  );
  return new TextDecoder().decode(plain);
}

interface Note {
  readonly notes: readonly Sealed[];
}
type Noted = { readonly type: "note.taken"; readonly data: { readonly note: Sealed } };

const note: Decider<Note, { readonly note: Sealed }, Noted> = {
  kind: "note",
  version: 1,
  initial: { notes: [] },
  decide: (_, data) => ({ events: [{ type: "note.taken", data }] }),
  evolve: ({ notes }, { data }) => ({ notes: [...notes, data.note] }),
};

interface Erasure {
  readonly status: "none" | "erasing" | "erased";
  readonly destroyedAt?: Instant;
}
type ErasureCommand = { readonly type: "begin" } | { readonly type: "finish"; readonly destroyedAt: Instant };
type ErasureEvent =
  | { readonly type: "erasure.begun"; readonly data: object }
  | { readonly type: "erasure.finished"; readonly data: { readonly destroyedAt: Instant } };

const erasure: Decider<Erasure, ErasureCommand, ErasureEvent> = {
  kind: "erasure",
  version: 1,
  initial: { status: "none" },
  decide: ({ status }, command) => {
    if (command.type === "begin")
      return { events: status === "none" ? [{ type: "erasure.begun", data: {} }] : [] };
    if (status !== "erasing") return { events: [] };
    return { events: [{ type: "erasure.finished", data: { destroyedAt: command.destroyedAt } }] };
  },
  evolve: (_, event) =>
    event.type === "erasure.begun"
      ? { status: "erasing" }
      : { status: "erased", destroyedAt: event.data.destroyedAt },
};

function archive({ ledger }: Store, subject: SubjectId, vault: Vault) {
  const notes = createRepository(ledger, note);
  const epochs = createRepository(ledger, consentEpoch);
  const erasures = createRepository(ledger, erasure);
  const [noteOf, epochOf, erasureOf] = [
    recordId("note", subject),
    consentEpochOf(subject),
    recordId("erasure", subject),
  ];
  return {
    noteOf,
    write: (text: string, meanwhile?: () => Promise<unknown>) =>
      transact(ledger, async () => {
        const { version } = await epochs.load(epochOf);
        const command = { note: await seal(vault, subject, text) };
        await meanwhile?.();
        const requires = [{ record: epochOf, version }];
        return [await notes.prepare(noteOf, command, { actor: officer, requires })];
      }),
    read: async () =>
      Promise.all((await notes.load(noteOf)).state.notes.map((sealed) => open(vault, subject, sealed))),
    /** Each step may be repeated after a crash: beginning and destroying twice change nothing. */
    begin: () =>
      transact(ledger, async () => {
        const begun = await erasures.prepare(erasureOf, { type: "begin" }, { actor: officer });
        if (!begun.change) return [begun];
        const command = { type: "advance", subject, cause: "erasure.begun" } as const;
        return [begun, await epochs.prepare(epochOf, command, { actor: officer })];
      }),
    finish: async () => {
      const { destroyedAt } = await vault.destroy(subject);
      return (await erasures.handle(erasureOf, { type: "finish", destroyedAt }, { actor: officer })).state;
    },
  };
}

async function erases(store: Store): Promise<void> {
  const [subject, vault] = [fresh("p"), memoryVault()];
  const desk = archive(store, subject, vault);
  await desk.write("A bad back.");
  expect(await desk.read()).toEqual(["A bad back."]);
  const stored = JSON.stringify([
    await store.ledger.get(desk.noteOf),
    await all(store.ledger.history(desk.noteOf)),
  ]);
  expect(stored).not.toContain("bad back");
  await desk.begin();
  await desk.begin();
  const first = await desk.finish();
  expect(first.status).toBe("erased");
  expect(await desk.finish()).toEqual(first);
  expect(await outcome(desk.read())).toBe("core/erased");
  expect(await outcome(desk.write("Again."))).toBe("core/erased");
  expect((await all(vault.tombstones())).map((tombstone) => tombstone.subject)).toEqual([subject]);
  expect((await verifyRecord(store.ledger, desk.noteOf)).verdict).toBe("consistent");
}

async function stopsTheLateWriter(store: Store): Promise<void> {
  const subject = fresh("p");
  const desk = archive(store, subject, memoryVault());
  await desk.write("One.");
  // The writer has sealed under the key; then the person is erased; then the writer commits.
  let isFirst = true;
  const meanwhile = async () => {
    if (!isFirst) return;
    isFirst = false;
    await desk.begin();
    await desk.finish();
  };
  expect(await outcome(desk.write("Two.", meanwhile))).toBe("core/erased");
  expect((await store.ledger.get(desk.noteOf)).record?.version).toBe(1);
}

async function races(store: Store): Promise<void> {
  const subject = fresh("p");
  const desk = archive(store, subject, memoryVault());
  const writes = Array.from({ length: 15 }, (_, index) => outcome(desk.write(`Note ${index}.`)));
  const erasing = desk.begin().then(desk.finish);
  const results = await Promise.all(writes);
  expect((await erasing).status).toBe("erased");
  for (const result of results) expect(["done", "core/erased"]).toContain(result);
  const { record } = await store.ledger.get(desk.noteOf);
  expect(record?.version ?? 0).toBe(results.filter((result) => result === "done").length);
  expect(await outcome(desk.write("Late."))).toBe("core/erased");
  expect(JSON.stringify(record?.state ?? {})).not.toContain("Note");
}

export const erasureProofs: readonly DeciderProof[] = [
  {
    name: "erasure: the key is destroyed, nothing can be read or written again, the chain still verifies",
    run: erases,
  },
  { name: "erasure: a writer that sealed before and commits after is stopped", run: stopsTheLateWriter },
  { name: "erasure: of writes at once each was before it or is refused", run: races },
];
