import { type AnyOperation, consentOperations, journeyOperations } from "@throughline/hub";
import type { World } from "./world.js";

/** What the department offers over HTTP. */
export function operationsOf({ consent, journeys }: World): readonly AnyOperation[] {
  return [...consentOperations(consent), ...journeyOperations(journeys)];
}
