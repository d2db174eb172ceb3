import type { Journeys } from "@throughline/journey";
import type { AnyOperation } from "../operation.js";
import { handoffOperations } from "./handoff.js";
import { claimOperations } from "./handoff-claim.js";
import { journeyReadings } from "./journey-read.js";
import { journeyWrites } from "./journey-write.js";

/** Journeys and their handoffs over HTTP. Whose they are and who may act is the capability's own law. */
export function journeyOperations(journeys: Journeys): readonly AnyOperation[] {
  return [journeyWrites, journeyReadings, claimOperations, handoffOperations].flatMap((make) =>
    make(journeys),
  );
}
