import { type FactTypeId, type Guard, type Instant, type Loaded, personal } from "@throughline/core";
import { ownerOf } from "./access.js";
import { randomHex } from "./code-secret.js";
import { coverageOf, earliest } from "./coverage.js";
import type { Foundation } from "./foundation.js";
import type { HandoffTerms } from "./handoff.js";
import type { JourneyState } from "./journey.js";
import type { PersonCheckLevel } from "./person-check.js";
import { type Projection, project, type ReleaseRecord } from "./projection.js";
import { isSensitive } from "./recording.js";

/** A projection that is not yet committed. It may reach nobody before it is. */
export interface Release {
  /** What the holder would be shown. */
  readonly projection: Projection;
  /** What the record would keep of it. */
  readonly record: ReleaseRecord;
  /** The consent epoch that it rests on. */
  readonly requires: readonly Guard[];
  /** When the first of the permissions ends by itself. */
  readonly before?: Instant;
}

/** Works out a release from fresh facts and fresh consent. */
export async function prepareRelease(
  foundation: Foundation,
  { state, now }: Loaded<JourneyState>,
  terms: HandoffTerms,
  level: PersonCheckLevel,
): Promise<Release> {
  const coverage = await coverageOf(foundation, state, terms, terms.needs);
  const { decisions, requires } = coverage;
  const salt = randomHex(16);
  const input = {
    needs: terms.needs,
    facts: state.facts,
    decisions,
    level,
    isSensitive: (type: FactTypeId) => isSensitive(foundation, type),
    now,
    salt,
  };
  const projection = project(input);
  const { facts, withheld, missing, hash } = projection;
  const record: ReleaseRecord = {
    level,
    types: facts.map(({ type }) => type),
    withheld,
    missing,
    hash,
    salt: personal(ownerOf(state), salt),
    consentRevision: Math.max(...requires.map(({ version }) => version)),
  };
  return { projection, record, requires, ...earliest([coverage.before]) };
}
