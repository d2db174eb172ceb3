import type { KeptHead } from "./head-store.js";
import type { Tile, TilePlace } from "./tile.js";

/**
 * Where the hashes of trees are kept: as tiles, several logs beside each other. Its contract is `tileStoreLaws` in
 * `@throughline/core/testing`.
 *
 * What a tile holds follows from the ledger alone, so several may write the same one, in any order and more than once:
 * the widest stays. A crash at any point leaves tiles that are wider than the size says, which is as good.
 */
export interface TileStore {
  /** Of how many leaves this log's tiles are known to be whole. 0: there are none. */
  size(log: string): Promise<number>;
  /** The tiles of a log, as wide as they are kept, in the order asked for; undefined for one that is not kept. */
  read(log: string, places: readonly TilePlace[]): Promise<readonly (Uint8Array | undefined)[]>;
  /**
   * Keeps tiles, then says that those of the first `size` leaves are whole. A tile that is kept as wide or wider stays
   * as it is; a size never becomes smaller. False, with nothing said of the size, where a kept tile begins otherwise.
   */
  append(log: string, tiles: readonly Tile[], size: number): Promise<boolean>;
  /** The place of the leaf with this hash among the leaves of a log, from 0; undefined where it is not kept. */
  locate(log: string, leaf: Uint8Array): Promise<number | undefined>;
  /** The last signed document as it is kept beside the tiles, whichever log it is of. */
  kept(): Promise<KeptHead | undefined>;
  /** Keeps a document in place of the one that is kept now; nothing happens, and it says false, where another is. */
  keep(next: KeptHead, instead: KeptHead | undefined): Promise<boolean>;
}
