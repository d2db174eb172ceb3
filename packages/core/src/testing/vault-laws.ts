import type { SubjectId } from "../actor.js";
import { isInstant } from "../instant.js";
import { isTombstone, type Tombstone, type Vault, type VaultKey } from "../vault.js";
import { holds, refused, same } from "./check.js";
import type { Law } from "./law.js";
import { all } from "./probe.js";

function freshSubject(): SubjectId {
  return `law-${crypto.randomUUID()}`;
}

function text({ id, bytes }: VaultKey): string {
  return `${id} ${bytes.join(",")}`;
}

async function keyOf(vault: Vault, subject: SubjectId): Promise<VaultKey> {
  const found = await vault.obtain(subject);
  holds(!isTombstone(found), "a key that nobody destroyed is gone");
  return found;
}

async function goneAs(vault: Vault, subject: SubjectId, tombstone: Tombstone, when: string): Promise<void> {
  const [found, obtained] = [await vault.find(subject), await vault.obtain(subject)];
  same([found, obtained], [tombstone, tombstone], `find and obtain ${when}`);
  same(await vault.find(subject), tombstone, `find ${when}, once it was asked for again`);
}

async function makesOne(vault: Vault): Promise<void> {
  const subject = freshSubject();
  same(await vault.find(subject), undefined, "a key that nobody asked for");
  same(await vault.find(subject), undefined, "a key that was only looked for");
  const key = await keyOf(vault, subject);
  same(key.bytes.length, 32, "bytes of a key");
  holds(key.id.length > 0, "a key has no id");
  same(text(await keyOf(vault, subject)), text(key), "the key when it is asked for again");
  const found = await vault.find(subject);
  holds(found !== undefined && !isTombstone(found) && text(found) === text(key), "find gives another key");
}

async function tellsSubjectsApart(vault: Vault): Promise<void> {
  const id = freshSubject();
  const alike = ["", " ", "a", "A", "é", "e\u0301", "'", '"', "\\", "/../x", "%", "🧭", "x".repeat(150)];
  const keys = await Promise.all(alike.map((end) => keyOf(vault, id + end)));
  same(new Set(keys.map((key) => key.id)).size, alike.length, "ids of keys of so many subjects");
  same(new Set(keys.map((key) => key.bytes.join())).size, alike.length, "keys of so many subjects");
  await vault.destroy(id);
  for (const [index, end] of alike.entries()) {
    if (end === "") continue;
    same(
      text(await keyOf(vault, id + end)),
      text(keys[index] as VaultKey),
      "another's key after a destruction",
    );
  }
}

async function makesOneAtOnce(vault: Vault): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    const subject = freshSubject();
    const keys = await Promise.all(Array.from({ length: 20 }, () => keyOf(vault, subject)));
    same(new Set(keys.map(text)).size, 1, "keys made by twenty at once");
    same(text(await keyOf(vault, subject)), text(keys[0] as VaultKey), "the key afterwards");
  }
}

async function staysDestroyed(vault: Vault): Promise<void> {
  for (const had of [true, false]) {
    const subject = freshSubject();
    if (had) await keyOf(vault, subject);
    const tombstone = await vault.destroy(subject);
    same(tombstone.subject, subject, "whose tombstone it is");
    holds(isInstant(tombstone.destroyedAt), "destroyedAt is not an instant");
    same(Object.keys(tombstone).sort(), ["destroyedAt", "subject"], "what a tombstone tells");
    await goneAs(vault, subject, tombstone, had ? "after a destruction" : "where there was no key");
  }
}

async function keepsTheFirstDate(vault: Vault): Promise<void> {
  const subject = freshSubject();
  await keyOf(vault, subject);
  const at = "2001-02-03T04:05:06.789Z";
  const first = await vault.destroy(subject, at);
  same(first, { subject, destroyedAt: at }, "a tombstone with a date of its own");
  same(await vault.destroy(subject), first, "destroying twice");
  same(await vault.destroy(subject, "2000-01-01T00:00:00.000Z"), first, "destroying with an earlier date");
  await goneAs(vault, subject, first, "after destroying three times");
}

async function neverResurrects(vault: Vault): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    const subject = freshSubject();
    if (round % 2 === 0) await keyOf(vault, subject);
    const before = Array.from({ length: 1 + (round % 5) }, () => vault.obtain(subject));
    const destroyed = vault.destroy(subject);
    const beside = Array.from({ length: 5 }, () => vault.obtain(subject));
    const twice = vault.destroy(subject);
    const tombstone = await destroyed;
    same(await vault.obtain(subject), tombstone, "obtain after a destruction was acknowledged");
    same(await twice, tombstone, "two destructions at once");
    const found = await Promise.all([...before, ...beside]);
    const keys = found.filter((each) => !isTombstone(each)) as VaultKey[];
    holds(new Set(keys.map(text)).size <= 1, "there were two keys of one subject");
    await goneAs(vault, subject, tombstone, "when all who came beside are done");
  }
}

async function tellsTombstones(vault: Vault): Promise<void> {
  const subjects = Array.from({ length: 5 }, freshSubject);
  const living = freshSubject();
  await keyOf(vault, living);
  const destroyed = await Promise.all(subjects.map((subject) => vault.destroy(subject)));
  await vault.destroy(subjects[0] as SubjectId);
  const told = await all(vault.tombstones());
  for (const tombstone of destroyed) {
    same(
      told.filter(({ subject }) => subject === tombstone.subject),
      [tombstone],
      "a tombstone among all of them",
    );
  }
  holds(!told.some(({ subject }) => subject === living), "a living subject is told as destroyed");
}

async function keepsReserved(vault: Vault): Promise<void> {
  const subject = `~${freshSubject()}`;
  const key = await keyOf(vault, subject);
  await refused(vault.destroy(subject), "vault/reserved-subject", "destroying a key of the organisation");
  same(text(await keyOf(vault, subject)), text(key), "the organisation's key afterwards");
}

async function givesCopies(vault: Vault): Promise<void> {
  const subject = freshSubject();
  const key = await keyOf(vault, subject);
  const known = text(key);
  key.bytes.fill(0);
  const again = await keyOf(vault, subject);
  same(text(again), known, "the key after somebody overwrote what was handed out");
  again.bytes.fill(0);
  same(text(await keyOf(vault, subject)), known, "the key after somebody did so twice");
}

async function refusesNonsense(vault: Vault): Promise<void> {
  const nonsense: readonly (readonly [string, () => Promise<unknown>])[] = [
    ...["", "x".repeat(201), "nul \u0000", "\ud800"].flatMap((subject) => [
      ["obtain", () => vault.obtain(subject)] as const,
      ["find", () => vault.find(subject)] as const,
      ["destroy", () => vault.destroy(subject)] as const,
    ]),
    ["destroy at no instant", () => vault.destroy(freshSubject(), "soon")],
  ];
  for (const [what, attempt] of nonsense) {
    const error = await attempt().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    holds(error instanceof RangeError, `${what}: nonsense is not refused`);
  }
}

/**
 * The contract of the `Vault` port, sentence by sentence, for any test runner. Each law makes its own subjects, so one
 * vault serves them all.
 */
export const vaultLaws: readonly Law<Vault>[] = [
  { name: "a subject's key is made once and given back ever after", run: makesOne },
  { name: "subjects that look alike have keys of their own", run: tellsSubjectsApart },
  { name: "twenty who ask at once get one key", run: makesOneAtOnce },
  { name: "a destroyed key stays destroyed, also where there was none", run: staysDestroyed },
  { name: "destroying again changes nothing, and the first date stays", run: keepsTheFirstDate },
  { name: "no obtain beside a destruction brings a key back", run: neverResurrects },
  { name: "every tombstone is told once", run: tellsTombstones },
  { name: "keys of the organisation cannot be destroyed", run: keepsReserved },
  { name: "what is handed out is the caller's own copy", run: givesCopies },
  { name: "subjects and dates that mean nothing are refused", run: refusesNonsense },
];
