import { checkTake, compareText, type DueTimer, type Timers } from "@throughline/core";
import type { Row } from "./driver.js";
import type { Workbench } from "./workbench.js";

/** Timers as leased rows. */
export function timersOf(bench: Workbench): Timers {
  return {
    async take(options = {}) {
      checkTake(options);
      const { kind = null, limit = 100, leaseSeconds = 60 } = options;
      const rows = await bench.ask<Row & DueTimer>("takeTimers", [kind, limit, leaseSeconds]);
      const inOrder = [...rows].sort(
        (a, b) => compareText(a.due, b.due) || compareText(a.record, b.record) || compareText(a.name, b.name),
      );
      return inOrder.map(({ record, name, due, lease }) => ({ record, name, due, lease }));
    },
    async done({ record, name, due, lease }) {
      const [row] = await bench.ask<Row & { readonly done: boolean }>("finishTimer", [
        record,
        name,
        due,
        lease,
      ]);
      return row?.done === true;
    },
  };
}
