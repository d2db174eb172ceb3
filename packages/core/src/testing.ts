import { commitLaws } from "./testing/commit-laws.js";
import { findLaws } from "./testing/find-laws.js";
import { followLaws } from "./testing/follow-laws.js";
import { historyLaws } from "./testing/history-laws.js";
import { keyLaws } from "./testing/key-laws.js";
import type { Law } from "./testing/law.js";
import { raceLaws } from "./testing/race-laws.js";
import { uniqueLaws } from "./testing/unique-laws.js";

/**
 * The contract of the `Ledger` port, sentence by sentence, for any test runner:
 * `for (const law of ledgerLaws) test(law.name, () => law.run(store))`. Each law makes its own records, so one store
 * serves them all, one after another.
 */
export const ledgerLaws: readonly Law[] = [
  ...commitLaws,
  ...raceLaws,
  ...keyLaws,
  ...uniqueLaws,
  ...historyLaws,
  ...findLaws,
  ...followLaws,
];

export { headStoreLaws } from "./testing/head-store-laws.js";
export type { Law } from "./testing/law.js";
export { quotaLaws } from "./testing/quota-laws.js";
export { tileStoreLaws } from "./testing/tile-store-laws.js";
export { timersLaws } from "./testing/timers-laws.js";
export { vaultLaws } from "./testing/vault-laws.js";
