/** A signed document of a log in the order of signing: a tree head, or the statement that the log was broken. */
export interface KeptHead {
  /** 1 for the first that was kept, then without a gap. */
  readonly place: number;
  /** Compact JWS. */
  readonly document: string;
}

/**
 * Where a log's signed documents are kept outside the database and its backups, so that a database that was set back or
 * rewritten is found out before anything new is signed. Its contract is `headStoreLaws` in `@throughline/core/testing`.
 */
export interface HeadStore {
  /** The last one. Undefined: nothing was ever kept. */
  last(): Promise<KeptHead | undefined>;
  /**
   * Keeps one for good before it answers. Its place must be the next one: false, with nothing kept, where that is
   * taken, so that of two signers at once one wins. Throws `log/heads-lost` for a place that leaves a gap.
   */
  append(head: KeptHead): Promise<boolean>;
  /** All of them, oldest first. */
  entries(): AsyncIterable<KeptHead>;
}
