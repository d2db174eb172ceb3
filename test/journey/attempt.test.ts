import { LedgerError, memoryLedger, type Prepared } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { attempt } from "../../packages/journey/src/attempt.js";
import type { Foundation } from "../../packages/journey/src/foundation.js";
import { codeOf } from "./support.js";

const foundation = { ledger: memoryLedger() } as unknown as Foundation;
const grant = { handoff: "hnd_00000000-0000-7000-8000-000000000000", version: 1, epoch: 1 };
const record = `handoff/${grant.handoff}` as const;
const nothing: Prepared = { record, state: {}, version: 0, requires: [] };

/** Fails so many times, then decides that there is nothing to do. */
function failing(times: number, error: LedgerError) {
  let left = times;
  return async () => {
    left -= 1;
    if (left >= 0) throw error;
    return [nothing] as const;
  };
}

describe("an attempt", () => {
  test("a deadline that has passed is decided once more, not for ever", async () => {
    const late = new LedgerError("ledger/too-late");
    expect(await codeOf(attempt(foundation, failing(1, late), {}))).toBe("accepted");
    expect(await codeOf(attempt(foundation, failing(2, late), {}))).toBe("ledger/too-late");
  });

  test("a moved handoff is stale by name; another conflict keeps its own", async () => {
    const moved = new LedgerError("ledger/conflict", { details: { record } });
    const other = new LedgerError("ledger/conflict", { details: { record: "journey/1" } });
    expect(await codeOf(attempt(foundation, failing(1, moved), { grant }))).toBe("journey/stale-epoch");
    expect(await codeOf(attempt(foundation, failing(1, other), { grant }))).toBe("ledger/conflict");
    expect(await codeOf(attempt(foundation, failing(1, moved), {}))).toBe("ledger/conflict");
  });
});
