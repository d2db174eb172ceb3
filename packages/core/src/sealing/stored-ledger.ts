import type { Ledger } from "../ledger.js";

/** The same for every installed copy of this package. */
const below: unique symbol = Symbol.for("@throughline/core stored ledger");

/** A ledger that stands on another. */
interface Standing extends Ledger {
  readonly [below]?: Ledger;
}

/** Notes on a ledger which one it stands on. */
export function standingOn(ledger: Ledger, stored: Ledger): Ledger {
  const standing: Standing = { ...ledger, [below]: storedLedger(stored) };
  return standing;
}

/**
 * The ledger as it is stored: the one below a sealed ledger, or the ledger itself. What proves that nothing was altered
 * works on this one, for hashes cover the sealed form.
 */
export function storedLedger(ledger: Ledger): Ledger {
  return (ledger as Standing)[below] ?? ledger;
}
