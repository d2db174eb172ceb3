import { type Decider, type Instant, type OrganisationId, type RecordId, recordId } from "@throughline/core";
import { HttpError } from "../errors.js";

/** What an inbox remembers of a parcel. No digest of its content: that would outlive the erasure of what it tells of. */
export interface ReceiptState {
  /** When it was taken. Absent: it was not. */
  readonly receivedAt?: Instant;
  /** What it was. */
  readonly type?: string;
  /** When it was posted, by the sender's ledger. With the type it tells a repeat from another parcel of the same id. */
  readonly sentAt?: Instant;
}

/** Takes a parcel. */
export interface TakeParcel {
  /** Its id, unique within the sender. */
  readonly id: string;
  /** The verified sender. */
  readonly from: OrganisationId;
  /** What it is. */
  readonly type: string;
  /** When it was posted. */
  readonly sentAt: Instant;
}

/** A parcel was taken. */
export interface ParcelTaken {
  /** The only event. */
  readonly type: "parcel.taken";
  /** Which parcel and when. */
  readonly data: TakeParcel & { readonly at: Instant };
}

/** The law of an inbox: each parcel is taken once. Its own commit holds the parcel's effect, so neither is without the other. */
export const receiptLaw: Decider<ReceiptState, TakeParcel, ParcelTaken> = {
  kind: "received-parcel",
  version: 1,
  initial: {},
  decide(state, { id, from, type, sentAt }, { now }) {
    if (state.receivedAt === undefined) {
      return { events: [{ type: "parcel.taken", data: { id, from, type, sentAt, at: now } }] };
    }
    if (state.type !== type || state.sentAt !== sentAt)
      throw new HttpError("http/parcel-reused", { details: { id } });
    return { events: [] };
  },
  evolve: (_, { data }) => ({ receivedAt: data.at, type: data.type, sentAt: data.sentAt }),
};

/** The record of one parcel of one sender: no sender can use up another's ids. */
export function receiptOf(from: OrganisationId, id: string): RecordId {
  return recordId(receiptLaw.kind, [from, id]);
}
