import {
  type Change,
  type CommitOptions,
  createErasures,
  type Erased,
  erasedSubjects,
  isErased,
  type Ledger,
  memoryLedger,
  newId,
  type Personal,
  recordOf,
  type SealedLedgerOptions,
  type SubjectId,
  sealedLedger,
  type Tombstone,
  type Vault,
  type VaultKey,
  verifyErasureReceipt,
  verifyRecord,
} from "@throughline/core";
import { describe, expect, test } from "vitest";
import { all, change, refusal } from "../support.js";
import { ada, by, day, marked, memoryBook, signing, start } from "./support.js";

/** A ledger that can be put back to what it was: the same commits at the same times. */
function restorableLedger() {
  let now = Date.parse(start);
  const clock = () => new Date(now);
  const log: (readonly [number, readonly Change[], CommitOptions])[] = [];
  const make = (): Ledger => {
    const ledger = memoryLedger({ clock });
    const commit: Ledger["commit"] = async (changes, options = {}) => {
      const done = await ledger.commit(changes, options);
      log.push([now, changes, options]);
      return done;
    };
    return { ...ledger.ledger, commit };
  };
  const restore = async (commits: number) => {
    const kept = log.splice(0).slice(0, commits);
    const [ledger, today] = [make(), now];
    for (const [at, changes, options] of kept) {
      now = at;
      await ledger.commit(changes, options);
    }
    now = today;
    return ledger;
  };
  const move = (seconds: number) => {
    now += seconds * 1000;
  };
  return { ledger: make(), backup: () => log.length, restore, move, milliseconds: () => now };
}

/** A vault that can be put back to what it was. */
function restorableVault(from = new Map<SubjectId, VaultKey | Tombstone>()) {
  const kept = new Map(from);
  const given = (found: VaultKey | Tombstone) =>
    "bytes" in found ? { ...found, bytes: found.bytes.slice() } : found;
  const vault: Vault = {
    obtain: async (subject) => {
      const found = kept.get(subject) ?? {
        id: crypto.randomUUID(),
        bytes: crypto.getRandomValues(new Uint8Array(32)),
      };
      kept.set(subject, found);
      return given(found);
    },
    find: async (subject) => {
      const found = kept.get(subject);
      return found && given(found);
    },
    destroy: async (subject, at = start) => {
      const found = kept.get(subject);
      const tombstone = found && "destroyedAt" in found ? found : { subject, destroyedAt: at };
      kept.set(subject, tombstone);
      return tombstone;
    },
    tombstones: async function* () {
      for (const found of kept.values()) if ("destroyedAt" in found) yield found;
    },
  };
  return { vault, backup: () => new Map(kept) };
}

const record = recordOf("note", newId("nte"));

/** Ada's note is written and the backups are made; then she is erased, to the end. */
async function erasedAfterBackup() {
  const { signer, verifier } = await signing();
  const [disk, safe, book] = [restorableLedger(), restorableVault(), memoryBook()];
  const opened = (ledger: Ledger, vault: Vault, options: SealedLedgerOptions = {}) => {
    const sealed = sealedLedger(ledger, vault, { clock: disk.milliseconds, ...options });
    const erasures = createErasures({
      ledger: sealed,
      vault,
      book,
      signer,
      backupRetentionSeconds: 30 * day,
    });
    const read = async () => {
      const note = (await sealed.get(record)).record?.state["note"] as unknown as Personal<string> | Erased;
      return isErased(note) ? "erased" : note.value;
    };
    const write = (version: number) =>
      sealed.commit([change(record, version, { state: { note: marked(ada.id, "Again.") } })]);
    return { sealed, erasures, read, write };
  };
  const first = opened(disk.ledger, safe.vault);
  const note = {
    state: { note: marked(ada.id, "A bad back.") },
    keys: [{ name: "subject", value: ada.id }],
  };
  await first.sealed.commit([change(record, 0, note)]);
  const backups = { ledger: disk.backup(), vault: safe.backup() };
  disk.move(day);
  const once = by(ada);
  await first.erasures.erase({ subject: ada.id }, once);
  disk.move(60);
  const erasure = await first.erasures.erase({ subject: ada.id }, once);
  expect([erasure.status, await first.read()]).toEqual(["completed", "erased"]);
  disk.move(day);
  return { disk, safe, book, backups, opened, once, erasure, verifier };
}

describe("a vault that is older than the ledger", () => {
  test("learns from the ledger's own erasures before anything is served", async () => {
    const { disk, backups, opened, erasure } = await erasedAfterBackup();
    const { vault } = restorableVault(backups.vault);
    const restored = opened(disk.ledger, vault, { tombstones: erasedSubjects });
    expect(await restored.read()).toBe("erased");
    expect((await refusal(() => restored.write(1))).code).toBe("core/erased");
    expect(await restored.erasures.get(erasure.id, ada)).toEqual(erasure);
    const date = "keysDestroyedAt" in erasure ? erasure.keysDestroyedAt : "";
    expect(await vault.find(ada.id)).toEqual({ subject: ada.id, destroyedAt: date });
  });

  test("control: without that, what was erased can be read again", async () => {
    const { disk, backups, opened } = await erasedAfterBackup();
    expect(await opened(disk.ledger, restorableVault(backups.vault).vault).read()).toBe("A bad back.");
  });

  test("learns it also where the destruction itself was not recorded any more", async () => {
    const { disk, backups, opened } = await erasedAfterBackup();
    // Of the erasure only the beginning: the commit after the backup.
    const ledger = await disk.restore(backups.ledger + 1);
    const restored = opened(ledger, restorableVault(backups.vault).vault, { tombstones: erasedSubjects });
    expect(await restored.read()).toBe("erased");
  });
});

describe("a ledger that is older than the vault", () => {
  test("shows nothing of whom it does not know to be erased, and the same order again gives a fresh, true receipt", async () => {
    const { disk, safe, backups, opened, once, erasure, verifier } = await erasedAfterBackup();
    const restored = opened(await disk.restore(backups.ledger), safe.vault);
    expect(await restored.read()).toBe("erased");
    expect((await refusal(() => restored.write(1))).code).toBe("core/erased");
    expect((await refusal(() => restored.erasures.get(erasure.id, ada))).code).toBe("erasure/not-found");
    const again = await restored.erasures.erase({ subject: ada.id }, once);
    disk.move(60);
    const done = await restored.erasures.erase({ subject: ada.id }, once);
    expect(done.id).toBe(erasure.id);
    const receipt = await verifyErasureReceipt("receipt" in done ? done.receipt : "", verifier);
    expect(receipt).toMatchObject({
      begunAt: "begunAt" in again ? again.begunAt : "",
      keysDestroyedAt: "2026-11-25T10:01:00.000Z",
      keys: [],
    });
    expect((await verifyRecord(restored.sealed, record)).verdict).toBe("consistent");
  });
});

describe("ledger and vault that are both older", () => {
  test("learn from the book outside, and the same order again gives a fresh receipt", async () => {
    const { disk, book, backups, opened, once } = await erasedAfterBackup();
    const [ledger, { vault }] = [await disk.restore(backups.ledger), restorableVault(backups.vault)];
    const restored = opened(ledger, vault, { tombstones: [erasedSubjects, () => book.read()] });
    expect(await restored.read()).toBe("erased");
    expect((await refusal(() => restored.write(1))).code).toBe("core/erased");
    await restored.erasures.erase({ subject: ada.id }, once);
    disk.move(60);
    expect((await restored.erasures.erase({ subject: ada.id }, once)).status).toBe("completed");
    expect(await all(vault.tombstones())).toHaveLength(1);
  });

  test("control: without the book nobody remembers", async () => {
    const { disk, backups, opened } = await erasedAfterBackup();
    const [ledger, { vault }] = [await disk.restore(backups.ledger), restorableVault(backups.vault)];
    expect(await opened(ledger, vault, { tombstones: erasedSubjects }).read()).toBe("A bad back.");
  });
});
