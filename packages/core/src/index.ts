export { CoreError, coreErrors, isThroughlineError, LedgerError, ledgerErrors, ThroughlineError } from "./errors.js";
export type {
  CoreErrorCode,
  ErrorFacts,
  LedgerErrorCode,
  ThroughlineErrorOptions,
} from "./errors.js";
export type { CalendarDate, Instant, JsonObject, JsonValue } from "./json.js";
export { toProblem } from "./problem.js";
export type { Problem } from "./problem.js";
