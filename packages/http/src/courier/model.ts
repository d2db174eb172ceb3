import type { Instant, JsonObject, OrganisationId, Parcel } from "@throughline/core";

/** Why a parcel went no further. */
export type EndReason = "accepted" | "gone" | "refused" | "expired" | "no-answer" | "erased";

/** How a parcel ended. */
export type EndStatus = "delivered" | "refused" | "expired" | "given-up";

/** A parcel that is still to be delivered. */
export interface WaitingParcel {
  /** It waits for its next try. */
  readonly status: "waiting";
  /** What is to be delivered. Personal data in it stays marked until it leaves. */
  readonly parcel: Parcel;
  /** The organisation that sends it. */
  readonly from: OrganisationId;
  /** When it was posted. */
  readonly postedAt: Instant;
  /** Tries made. */
  readonly attempts: number;
  /** How many of them were refused. */
  readonly refusals: number;
  /** When the next try is due. */
  readonly due: Instant;
}

/** A parcel that has ended. Its data is no longer kept here. */
export interface EndedParcel {
  /** How it ended. */
  readonly status: EndStatus;
  /** Why. */
  readonly reason: EndReason;
  /** The organisation it was for. */
  readonly to: OrganisationId;
  /** What it was. */
  readonly type: string;
  /** Tries made. */
  readonly attempts: number;
}

/** A parcel in the outbox. `new` is the state before it was posted. */
export type ParcelState = { readonly status: "new" } | WaitingParcel | EndedParcel;

/** What became of a try. */
export interface Outcome {
  /** `accepted`: 2xx. `gone`: 410. `refused`: another 4xx. `failed`: all else. `erased`: a person in it was erased. */
  readonly result: "accepted" | "gone" | "refused" | "failed" | "erased";
  /** Seconds that the receiver asked to wait. */
  readonly retryAfterSeconds?: number;
}

/** What can be asked of a parcel's law. */
export type ParcelCommand =
  | { readonly type: "post"; readonly parcel: Parcel; readonly from: OrganisationId }
  | { readonly type: "record"; readonly attempt: number; readonly outcome: Outcome }
  | { readonly type: "expire" };

/** What happens to a parcel. */
export type ParcelEvent =
  | {
      readonly type: "parcel.posted";
      readonly data: { readonly parcel: Parcel; readonly from: OrganisationId; readonly at: Instant };
    }
  | {
      readonly type: "parcel.put-back";
      readonly data: { readonly result: Outcome["result"]; readonly due: Instant };
    }
  | {
      readonly type: "parcel.ended";
      readonly data: { readonly status: EndStatus; readonly reason: EndReason; readonly attempts: number };
    };

/** A parcel as an inbox hands it on, its signature found good. */
export interface ReceivedParcel {
  /** Unique within the sender. */
  readonly id: string;
  /** What it is. */
  readonly type: string;
  /** The verified sender. */
  readonly from: OrganisationId;
  /** When it was posted, by the sender's ledger. */
  readonly sentAt: Instant;
  /** When it was received, by the ledger here. */
  readonly receivedAt: Instant;
  /** The particulars, not yet checked: parse them by the schema of their type. */
  readonly data: JsonObject;
}
