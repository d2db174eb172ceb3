import { isTombstone, memoryVault, type Tombstone, type Vault, type VaultKey } from "@throughline/core";
import { vaultLaws } from "../../../packages/core/src/testing/vault-laws.js";
import { type Mutant, teeth, tick } from "./support.js";

function altered(alter: (vault: Vault) => Partial<Vault>): Vault {
  const vault = memoryVault();
  return { ...vault, ...alter(vault) };
}

const newKey = (): VaultKey => ({
  id: crypto.randomUUID(),
  bytes: crypto.getRandomValues(new Uint8Array(32)),
});

/** Reads, waits, then writes, as one would with a table and no lock. */
function naive(): Vault {
  const kept = new Map<string, VaultKey | Tombstone>();
  return {
    ...memoryVault(),
    async obtain(subject) {
      const found = kept.get(subject);
      await tick();
      const key = found ?? newKey();
      kept.set(subject, key);
      return key;
    },
    find: async (subject) => kept.get(subject),
    async destroy(subject) {
      const found = kept.get(subject);
      if (found && isTombstone(found)) return found;
      const tombstone = { subject, destroyedAt: new Date().toISOString() };
      kept.set(subject, tombstone);
      return tombstone;
    },
  };
}

const mutants: readonly Mutant<Vault>[] = [
  {
    name: "looks for a key, then makes one",
    breaks: ["twenty who ask at once get one key", "no obtain beside a destruction brings a key back"],
    make: naive,
  },
  {
    name: "makes a key whenever it is asked",
    breaks: ["a subject's key is made once and given back ever after"],
    make: () => altered(() => ({ obtain: async () => newKey() })),
  },
  {
    name: "names its files after subjects in small letters",
    breaks: ["subjects that look alike have keys of their own"],
    make: () =>
      altered(({ obtain, find }) => ({
        obtain: (subject) => obtain(subject.toLowerCase()),
        find: (subject) => find(subject.toLowerCase()),
      })),
  },
  {
    name: "forgets what was destroyed",
    breaks: ["a destroyed key stays destroyed, also where there was none"],
    make: () =>
      altered(() => ({ destroy: async (subject) => ({ subject, destroyedAt: new Date().toISOString() }) })),
  },
  {
    name: "dates a destruction anew",
    breaks: ["destroying again changes nothing, and the first date stays"],
    make: () =>
      altered(({ destroy }) => ({
        destroy: async (subject, at) => ({
          ...(await destroy(subject, at)),
          destroyedAt: at ?? new Date().toISOString(),
        }),
      })),
  },
  {
    name: "tells no tombstones",
    breaks: ["every tombstone is told once"],
    make: () => altered(() => ({ tombstones: async function* () {} })),
  },
  {
    name: "destroys whatever it is asked to",
    breaks: ["keys of the organisation cannot be destroyed"],
    make: () =>
      altered(({ destroy }) => ({ destroy: (subject, at) => destroy(subject.replace(/^~/, ""), at) })),
  },
  {
    name: "hands out the key it keeps",
    breaks: ["what is handed out is the caller's own copy"],
    make: () =>
      altered(({ obtain }) => {
        const kept = new Map<string, VaultKey | Tombstone>();
        return {
          obtain: async (subject) => {
            const key = kept.get(subject) ?? (await obtain(subject));
            kept.set(subject, key);
            return key;
          },
        };
      }),
  },
  {
    name: "makes do with a subject that means nothing",
    breaks: ["subjects and dates that mean nothing are refused"],
    make: () => altered(({ obtain }) => ({ obtain: (subject) => obtain(subject || "nobody") })),
  },
];

teeth(vaultLaws, mutants);
