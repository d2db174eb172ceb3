/** One SQL statement with a name of its own, so that a connection plans it once. */
export interface Statement {
  /** Unique among all statements on a connection. */
  readonly name: string;
  /** The SQL, with `$1` and so on for values. */
  readonly text: string;
}

/** What a statement may be given. Lists, instants and documents travel as text. */
export type SqlValue = string | number | boolean | null;

/** A row as it comes: columns by name. Statements ask for text, integer, double precision and boolean only. */
export type Row = Readonly<Record<string, unknown>>;

/** Runs SQL of one or more statements without values, or one statement with values. */
export type Execute = (text: string, values?: readonly SqlValue[]) => Promise<readonly Row[]>;

/** The little that a store needs of a database, the same for the embedded one and for a server. */
export interface Driver {
  /** Runs one statement in a transaction of its own. */
  query(statement: Statement, values: readonly SqlValue[]): Promise<readonly Row[]>;
  /** Runs several in one transaction, undone if `run` throws. */
  transaction<Result>(run: (execute: Execute) => Promise<Result>): Promise<Result>;
  /** Ends what the driver opened itself. */
  close(): Promise<void>;
}
