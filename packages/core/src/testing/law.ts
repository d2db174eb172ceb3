import type { Store } from "../store.js";

/** One sentence of a port's contract, as something that can be tried on a store. */
export interface Law {
  /** The sentence. */
  readonly name: string;
  /** Tries it on fresh records of the store; rejects with an `Error` that says what was otherwise. */
  run(store: Store): Promise<void>;
}
