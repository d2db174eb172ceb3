import type { Sha256 } from "../digest.js";
import type { Ledger } from "../ledger.js";
import type { HeadStore } from "./head-store.js";
import type { Party } from "./standing.js";
import type { TileStore } from "./tile-store.js";

/** What every operation of a log works with. */
export interface Works extends Party {
  /** Whose events are logged, in the form in which they are stored. */
  readonly ledger: Ledger;
  /** Where the tree is kept. */
  readonly tiles: TileStore;
  /** Where the heads are kept outside. */
  readonly heads: HeadStore;
  /** SHA-256. */
  readonly hash: Sha256;
}
