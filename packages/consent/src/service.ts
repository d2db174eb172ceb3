import { createActs } from "./acts.js";
import { createDefinitions } from "./definitions.js";
import { createGate } from "./gate.js";
import type { Consent, ConsentOptions } from "./model.js";
import { projectBy } from "./projection.js";
import { createRecords } from "./records.js";
import { createSensitivity } from "./sensitivity.js";
import { createViews } from "./views.js";

/**
 * Makes the consent service of one organisation: *may this organisation use this fact for this purpose now, and why?*,
 * with the evidence kept and a guard that makes the answer binding.
 *
 * @throws TypeError where no organisation is named.
 */
export function createConsent({ ledger, organisation, catalogue }: ConsentOptions): Consent {
  if (organisation.length === 0) throw new TypeError("The organisation needs a name.");
  const records = createRecords(ledger);
  const isSpecial = createSensitivity(catalogue);
  const gate = createGate({ records, isSpecial });
  return {
    ...gate,
    ...createDefinitions({ records, organisation, isSpecial }),
    ...createActs({ records, organisation, isSpecial }),
    ...createViews(records),
    project: async (data, query) =>
      projectBy(data, await gate.checkAll({ ...query, facts: Object.keys(data) })),
  };
}
