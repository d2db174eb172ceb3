import { type Instant, isErased, type RecordId } from "@throughline/core";
import type { RecordedAct } from "./act.js";
import type { ConsentRecord, ConsentStatus } from "./model.js";
import { supersededBy } from "./notice.js";
import type { PurposeState } from "./purpose-decider.js";

/** How a person's last word stands at an instant, whatever fact or recipient is asked about. */
export function statusOf(standing: RecordedAct, ground: PurposeState, now: Instant): ConsentStatus {
  if (standing.outcome !== "granted") return standing.outcome;
  if (isErased(standing.evidence)) return "erased";
  if (supersededBy(ground.notices, standing.notice.version)) return "notice-superseded";
  return standing.validUntil !== undefined && now >= standing.validUntil ? "expired" : "given";
}

/** A person's last word as a record to show. */
export function recordView(
  record: RecordId,
  standing: RecordedAct,
  ground: PurposeState,
  now: Instant,
): ConsentRecord {
  const { subject, purpose } = standing;
  return { record, subject, purpose, status: statusOf(standing, ground, now), standing };
}
