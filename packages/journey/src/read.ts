import type { Instant, Prepared } from "@throughline/core";
import { attempt } from "./attempt.js";
import { conditioned, hasMoved } from "./coverage.js";
import { JourneyError } from "./errors.js";
import { type ActOptions, type Foundation, journeyRecord, parsed } from "./foundation.js";
import { guardOf, holdingOf } from "./holding.js";
import type { JourneyState } from "./journey.js";
import { type Grant, grantSchema } from "./model.js";
import type { Projection } from "./projection.js";
import { prepareRelease, type Release } from "./release.js";

/** What a holder reads. */
export interface ReadResult {
  /** Always true: whoever may not read is refused by an error. */
  readonly ok: true;
  /** The grant that was read with. */
  readonly grant: Grant;
  /** What the holder may see now. */
  readonly projection: Projection;
  /** Until when the holder holds it. */
  readonly until: Instant;
}

interface Reading {
  readonly release: Release;
  readonly until: Instant;
}

/**
 * Reads the projection again, from fresh facts and fresh consent. The reading itself is recorded on the journey, in a
 * commit that requires the consent and the grant: what cannot be recorded is not shown.
 */
export async function readProjection(
  foundation: Foundation,
  given: Grant,
  { actor }: ActOptions,
): Promise<ReadResult> {
  const grant = parsed(grantSchema, given);
  let reading: Reading | undefined;
  const decide = async (): Promise<readonly [Prepared<JourneyState>]> => {
    const { terms, handoff, until } = await holdingOf(foundation, grant, actor, { act: "work" });
    const journey = await foundation.journeys.load(journeyRecord(terms.journey));
    const release = await prepareRelease(foundation, journey, terms, handoff.state.level ?? "P1");
    reading = { release, until };
    const command = { type: "read", handoff: terms.id, release: release.record } as const;
    const prepared = await foundation.journeys.prepare(journey.record, command, { actor });
    if (hasMoved(journey, prepared)) return await decide();
    return [conditioned(conditioned(prepared, release), { before: until })];
  };
  await attempt(foundation, decide, { requires: [guardOf(grant)], grant });
  if (!reading) throw new JourneyError("journey/not-found");
  return { ok: true, grant, projection: reading.release.projection, until: reading.until };
}
