import { memoryLedger, memoryVault, type Store } from "@throughline/core";
import { expect, test } from "vitest";
import { all } from "../support.js";
import { canaries, eraseAndLook, live } from "./life.js";
import { signing } from "./support.js";

/** Everything that a memory ledger holds, as text. */
async function everything({ ledger }: Store): Promise<string> {
  const events = await all(ledger.follow());
  const records = await Promise.all(events.map(({ record }) => ledger.get(record)));
  return JSON.stringify([events, records]);
}

test("of an erased person nothing can be read, of a third party everything, and every proof verifies", async () => {
  const [store, vault] = [memoryLedger(), memoryVault()];
  const life = await live(store, vault);
  for (const canary of canaries) expect(await everything(store)).not.toContain(canary);
  await eraseAndLook(life, vault, await signing());
  for (const canary of canaries) expect(await everything(store)).not.toContain(canary);
});

test("control: the look finds what stands open", async () => {
  const store = memoryLedger();
  const life = await live(store, memoryVault());
  const open = await all(life.ledger.follow());
  const text = JSON.stringify(open);
  for (const canary of canaries.slice(0, 3)) expect(text).toContain(canary);
});
