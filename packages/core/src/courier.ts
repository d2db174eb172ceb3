import type { OrganisationId } from "./actor.js";
import type { Instant, JsonObject } from "./json.js";
import type { Prepared } from "./transact.js";

/** A message to another organisation. */
export interface Parcel {
  /** Unique: the receiver takes each id once. */
  readonly id: string;
  /** The organisation it goes to. */
  readonly to: OrganisationId;
  /** What it is: `handoff.offer`, `consent.withdrawn`. */
  readonly type: string;
  /** The particulars, a published document. */
  readonly data: JsonObject;
  /** Not to be delivered after this instant. */
  readonly expires?: Instant;
}

/** How far a parcel has come. */
export type ParcelStatus = "waiting" | "delivered" | "refused" | "expired" | "given-up";

/**
 * Signed delivery to another organisation, at least once, with the receiver leaving out repeats: the effect is once.
 * `@throughline/http` is one.
 */
export interface Courier {
  /** Prepares the parcel, so that it is committed together with what it tells of. */
  prepare(parcel: Parcel): Promise<Prepared>;
  /** How far a parcel has come. Undefined: there is none with this id. */
  status(parcelId: string): Promise<ParcelStatus | undefined>;
  /** Delivers what is due, and says how many were tried. Call it from a worker. */
  deliver(): Promise<number>;
}
