import type { Erased, Instant, Personal } from "@throughline/core";
import type { CodeMacs } from "./code-secret.js";
import type { AccessNeed, DeclineReason, OfferReason, ReturnReason, RoutingCard } from "./handoff-model.js";
import type { HandoffStatus } from "./handoff-states.js";
import type { Audience, Party, Presence } from "./model.js";
import type { PersonCheck } from "./person-check.js";
import type { Need, ReleaseRecord } from "./projection.js";

/** A code as the record keeps it. */
export interface StoredCode extends CodeMacs {
  /** Which of the audience's places for open codes it takes. */
  readonly place: number;
  /** 1 for the first code of the handoff, one more for each later one. */
  readonly generation: number;
}

/** Who holds a handoff, from the claim on. */
export interface Claim {
  /** The claimant's own id for the claim. */
  readonly id: string;
  /** The claimant, from the verified token. */
  readonly holder: Party;
  /** How holder and person are together. */
  readonly presence: Presence;
  /** Code or queue. */
  readonly via: "code" | "queue";
  /** When it was claimed. */
  readonly at: Instant;
}

/** What was agreed when the handoff was offered. */
export interface HandoffTerms {
  /** Its id. */
  readonly id: string;
  /** The journey. */
  readonly journey: string;
  /** Whom it is for. */
  readonly audience: Audience;
  /** What the receiver works for. */
  readonly purpose: string;
  /** What it needs. */
  readonly needs: readonly Need[];
  /** Why. */
  readonly reason: OfferReason;
  /** The routing card, its access needs apart. */
  readonly card: Omit<RoutingCard, "access">;
  /** The access needs, marked with whose they are. */
  readonly access: Personal<readonly AccessNeed[]> | Erased;
  /** What the journey's personal data was marked with when it was offered. */
  readonly owner: string;
  /** Which of the journey's places for open offers it takes. */
  readonly place: number;
  /** Until when it can be claimed. */
  readonly offeredUntil: Instant;
}

/** A handoff as its record keeps it. */
export interface HandoffState {
  /** Where it stands. */
  readonly status: HandoffStatus;
  /** What was agreed. Absent before the offer. */
  readonly terms?: HandoffTerms;
  /** Who offered it. */
  readonly offeredBy?: Party;
  /** When it was first offered: its place in the queue, kept when it comes back. */
  readonly offeredAt: Instant;
  /** The open code. Absent once it was used or burnt. */
  readonly code?: StoredCode;
  /** How many codes there were. */
  readonly codes: number;
  /** The fencing number: one more with each change of holder. */
  readonly epoch: number;
  /** The holder. Absent while nobody holds it. */
  readonly claim?: Claim;
  /** The person check, once passed. */
  readonly level?: PersonCheck["level"];
  /** Until when the present step may last: claim to acceptance, then the lease. */
  readonly until?: Instant;
}

interface Happened<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data & { readonly by: Party; readonly at: Instant };
}

/** What happens to a handoff. */
export type HandoffEvent =
  | Happened<"handoff.offered", { readonly terms: HandoffTerms; readonly code: StoredCode }>
  | Happened<"handoff.code-reissued", { readonly code: StoredCode }>
  | Happened<"handoff.claimed", { readonly claim: Claim; readonly until: Instant }>
  | Happened<"handoff.accepted", ReleaseRecord & { readonly method: string; readonly until: Instant }>
  | Happened<"handoff.completed", { readonly outcome: CompleteOutcome }>
  | Happened<"handoff.returned", { readonly reason: ReturnReason | "lease-ended" }>
  | Happened<"handoff.declined", { readonly reason: DeclineReason }>
  | Happened<"handoff.lapsed", object>
  | Happened<"handoff.expired", object>
  | Happened<"handoff.withdrawn", object>
  | Happened<"handoff.recalled", { readonly cause: "person" | "taken-over" }>;

/** How a holder's work ended well. */
export type CompleteOutcome = "done" | "passed-on" | "journey-finished";

/** What may be asked of a handoff. The holder's commands carry the epoch of the holder's own grant. */
export type HandoffCommand =
  | { readonly type: "offer"; readonly terms: HandoffTerms; readonly code: StoredCode }
  | { readonly type: "reissue"; readonly code: Omit<StoredCode, "generation"> }
  | {
      readonly type: "claim";
      readonly claimId: string;
      readonly presence: Presence;
      /** The proof of the presented code; absent: claimed from the queue. */
      readonly proof?: string;
      readonly claimSeconds: number;
    }
  | {
      readonly type: "accept";
      readonly epoch: number;
      readonly check: { readonly level: PersonCheck["level"]; readonly method: string };
      readonly release: ReleaseRecord;
      readonly leaseSeconds: number;
    }
  | { readonly type: "complete"; readonly epoch: number; readonly outcome: CompleteOutcome }
  | { readonly type: "return"; readonly epoch: number; readonly reason: ReturnReason }
  | { readonly type: "decline"; readonly epoch: number; readonly reason: DeclineReason }
  | { readonly type: "withdraw" }
  | { readonly type: "recall"; readonly cause: "person" | "taken-over" }
  | { readonly type: "lapse" };
