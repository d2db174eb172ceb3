import {
  type AnyOperation,
  consentOperations,
  formsOperations,
  identityOperations,
  journeyOperations,
  notifyOperations,
} from "@throughline/hub";
import { organisation } from "./department.js";
import { form } from "./form.js";
import type { World } from "./world.js";

/** What the department offers over HTTP: all five capabilities. */
export function operationsOf({ consent, journeys, notifications }: World): readonly AnyOperation[] {
  return [
    ...identityOperations(),
    ...consentOperations(consent, organisation),
    ...formsOperations({ forms: [form] }),
    ...notifyOperations(notifications, organisation),
    ...journeyOperations(journeys),
  ];
}
