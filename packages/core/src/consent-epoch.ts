import type { SubjectId } from "./actor.js";
import type { Decider } from "./decider.js";
import { type RecordId, recordId } from "./ids.js";

/** How often anything about a subject's consent has changed. It exists to be guarded: see {@link ConsentGate}. */
export interface ConsentEpoch {
  /** 0 before the first change. */
  readonly epoch: number;
  /** The subject. Absent before the first change. */
  readonly subject?: SubjectId;
  /** True: the person's erasure has begun. Nothing may be done with her data any more, on whatever basis. */
  readonly isErased?: true;
}

/** The cause that an erasure names as it begins. */
export const erasureCause = "erasure.begun";

/** Says that a subject's consent has changed. */
export interface AdvanceConsentEpoch {
  /** The only command. */
  readonly type: "advance";
  /** Whose consent. */
  readonly subject: SubjectId;
  /** Why: the type of the event that is committed with it, for example `consent.withdrawn`. */
  readonly cause: string;
}

/** A subject's consent has changed. */
export interface ConsentEpochAdvanced {
  /** The only event. */
  readonly type: "consent-epoch.advanced";
  /** Whose and why. */
  readonly data: { readonly subject: SubjectId; readonly cause: string };
}

/**
 * The law of the consent epoch. Every consent or erasure event advances it in its own commit; every release, projection,
 * send and fact write is a commit that requires it. So no release that begins after a withdrawal is acknowledged
 * succeeds.
 */
export const consentEpoch: Decider<ConsentEpoch, AdvanceConsentEpoch, ConsentEpochAdvanced> = {
  kind: "consent-epoch",
  version: 2,
  initial: { epoch: 0 },
  decide: (_, { subject, cause }) => ({
    events: [{ type: "consent-epoch.advanced", data: { subject, cause } }],
  }),
  evolve: ({ epoch, isErased }, { data: { subject, cause } }) => ({
    epoch: epoch + 1,
    subject,
    ...(isErased || cause === erasureCause ? { isErased: true } : {}),
  }),
  partition: (state) => state.subject,
};

/** The address of a subject's consent epoch. */
export function consentEpochOf(subject: SubjectId): RecordId {
  return recordId(consentEpoch.kind, subject);
}
