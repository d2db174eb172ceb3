import type { Store } from "../store.js";

/** One sentence of a port's contract, as something that can be tried on a store. */
export interface Law<Port = Store> {
  /** The sentence. */
  readonly name: string;
  /** Tries it on fresh records of the store, or fresh subjects of the vault; rejects with an `Error` that says what was otherwise. */
  run(port: Port): Promise<void>;
}
