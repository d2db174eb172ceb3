import {
  type Actor,
  createErasures,
  type JsonObject,
  type RecordId,
  type Signer,
  type Store,
  sealedLedger,
  storedLedger,
  type Vault,
  type Verifier,
  verifyErasureReceipt,
  verifyRecord,
} from "@throughline/core";
import { expect } from "vitest";
import { change, freshRecord } from "../support.js";
import { by, marked } from "./support.js";

/** Words that must not stand anywhere once Ada was erased. */
export const canaries = ["canary-back-pain", "canary-before-sign-in", "canary-her-brother", "canary-phone"];
const benSays = "Ben lives in Leeds.";

/** What a whole life leaves in a ledger: her own record, one from before sign-in, and one of Ben's that names her. */
export async function live(store: Store, vault: Vault) {
  const [ada, ben, visit] = ["p", "p", "j"].map((prefix) => `${prefix}-${crypto.randomUUID()}`) as [
    string,
    string,
    string,
  ];
  const [own, early, others] = [freshRecord("note"), freshRecord("note"), freshRecord("note")];
  const ledger = sealedLedger(store.ledger, vault, { cacheSeconds: 0 });
  const write = (record: RecordId, version: number, data: JsonObject, subject: string) =>
    ledger.commit([
      change(record, version, {
        events: [{ type: "note.written", data, actor: { kind: "person", id: subject } }],
        state: data,
        keys: [{ name: "phone", value: version === 0 ? "canary-phone" : "none" }],
      }),
    ]);
  await write(early, 0, { told: marked(visit, "canary-before-sign-in") }, visit);
  await write(own, 0, { health: marked(ada, { where: ["canary-back-pain"] }) }, ada);
  await write(own, 1, { health: marked(ada, { where: ["canary-back-pain", "canary-her-brother"] }) }, ada);
  const nested = marked(ben, { said: benSays, sister: marked(ada, "canary-her-brother") });
  await write(others, 0, { home: nested, plain: 7 }, ben);
  const read = async (record: RecordId) => (await ledger.get(record)).record?.state ?? {};
  return { ada, ben, visit, records: [own, early, others] as const, ledger, read };
}

/** Erases Ada with what she said before sign-in, and looks at what is left. */
export async function eraseAndLook(
  life: Awaited<ReturnType<typeof live>>,
  vault: Vault,
  { signer, verifier }: { readonly signer: Signer; readonly verifier: Verifier },
): Promise<void> {
  const { ada, visit, records, ledger, read } = life;
  const [own, early, others] = records;
  const erasures = createErasures({
    ledger,
    vault,
    signer,
    backupRetentionSeconds: 0,
    keyCacheSeconds: 0,
    owns: async (alias, subject) => alias === visit && subject === ada,
  });
  const actor: Actor = { kind: "person", id: ada, organisation: signer.issuer };
  const done = await erasures.erase({ subject: ada, aliases: [visit] }, by(actor));
  const receipt = await verifyErasureReceipt("receipt" in done ? done.receipt : "", verifier, {
    subject: visit,
  });
  expect(receipt.keys).toHaveLength(2);
  expect(await read(own)).toEqual({ health: { "~erased": ada } });
  expect(await read(early)).toEqual({ told: { "~erased": visit } });
  const { home, plain } = await read(others);
  expect(home).toMatchObject({ value: { said: benSays, sister: { "~erased": ada } } });
  expect(plain).toBe(7);
  for (const record of [...records, `erasure/${done.id}` as const]) {
    expect(await verifyRecord(storedLedger(ledger), record)).toMatchObject({
      verdict: "consistent",
      faults: [],
    });
  }
}
