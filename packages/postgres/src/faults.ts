import { type JsonObject, LedgerError, type LedgerErrorCode } from "@throughline/core";
import { PostgresError } from "./errors.js";

/** What to do about an error that the database or the connection to it gave. */
export type Fault = "again" | "unreachable" | "final";

/** By SQLSTATE, or its class of two characters; PostgreSQL documentation, appendix A. */
const bySqlState: Readonly<Record<string, Fault>> = {
  "40001": "again",
  "40P01": "again",
  TL002: "again",
  "08": "unreachable",
  "25006": "unreachable",
  "53": "unreachable",
  "55P03": "unreachable",
  "57014": "unreachable",
  "57P01": "unreachable",
  "57P02": "unreachable",
  "57P03": "unreachable",
  "57P05": "unreachable",
};

const networkCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
]);

/** What the `pg` package says, without a code, when a connection breaks or cannot be had in time. */
const connectionWords =
  /connection terminated|connection error|not queryable|timeout exceeded when trying to connect/i;

/** The SQLSTATE or system code of an error, or an empty text. */
export function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "";
}

/** The particulars that one of our own functions gave to a refusal. */
function detailsOf(error: unknown): JsonObject {
  const detail: unknown = error instanceof Error && "detail" in error ? error.detail : undefined;
  return typeof detail === "string" ? JSON.parse(detail) : {};
}

/** Judges an error of the database. */
export function faultOf(error: unknown): Fault {
  const code = codeOf(error);
  if (networkCodes.has(code)) return "unreachable";
  if (code === "")
    return error instanceof Error && connectionWords.test(error.message) ? "unreachable" : "final";
  return bySqlState[code] ?? bySqlState[code.slice(0, 2)] ?? "final";
}

/** Refusals that `commit_changes` raises because it had begun to write. */
const refusals: Readonly<Record<string, LedgerErrorCode>> = {
  TL001: "ledger/key-taken",
  TL004: "ledger/conflict",
  TL005: "ledger/too-late",
};

/** Texts that PostgreSQL cannot hold or index: a NUL, half a surrogate pair, a lookup of more than 2,700 bytes. */
const unfit = new Set(["22021", "22P05", "22P02", "54000"]);

/** The error that callers see in place of the database's. */
export function translated(error: unknown): unknown {
  const code = codeOf(error);
  if (!(error instanceof Error) || code === "") return error;
  const refusal = refusals[code];
  if (refusal) return new LedgerError(refusal, { details: detailsOf(error) });
  if (code === "TL003") return new PostgresError("postgres/unsafe-setting", { cause: error });
  if (unfit.has(code)) {
    const details = { member: "changes", reason: "a text with a NUL character, or too long to look up" };
    return new LedgerError("ledger/invalid-change", { details, cause: error });
  }
  const isSqlState = /^[0-9A-Z]{5}$/.test(code);
  return isSqlState
    ? new PostgresError("postgres/statement-failed", { details: { sqlState: code }, cause: error })
    : error;
}
