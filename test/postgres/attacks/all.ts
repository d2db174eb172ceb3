import type { Attack } from "./attack.js";
import { historyAttacks } from "./history.js";
import { recordAttacks } from "./records.js";
import { tableAttacks } from "./tables.js";

/** Everything that somebody may try by SQL. */
export const attacks: readonly Attack[] = [...recordAttacks, ...historyAttacks, ...tableAttacks];
