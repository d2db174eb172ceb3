import { type Instant, isThroughlineError, type JsonObject, type OrganisationId } from "@throughline/core";
import { jsonBody } from "../body.js";
import type { HttpClient } from "../client.js";
import { asNothing } from "../reading.js";
import { signWebhook } from "../webhook/signature.js";
import type { Outcome, WaitingParcel } from "./model.js";
import { outcomeOf } from "./outcome.js";
import { documentOf } from "./outgoing.js";

/** What a try needs. */
export interface CarrierOptions {
  /** The client. */
  readonly http: HttpClient;
  /** The keys that sign what goes to a peer. */
  readonly keys: (to: OrganisationId) => Promise<readonly string[]>;
  /** Longest time for one try, in milliseconds. */
  readonly tryTimeoutMs: number;
}

/** One try to be made. */
export interface Trip {
  /** What is to be delivered. */
  readonly waiting: WaitingParcel;
  /** Where to. */
  readonly endpoint: string;
  /** The ledger's clock. */
  readonly now: Instant;
}

/** Bytes of a reply that are read; it holds nothing that is needed. */
const maxReplyBytes = 65_536;

/** A try never outlasts the parcel. */
function timeLeft({ waiting, now }: Trip, tryTimeoutMs: number): number {
  const { expires } = waiting.parcel;
  if (expires === undefined) return tryTimeoutMs;
  return Math.max(1, Math.min(tryTimeoutMs, Date.parse(expires) - Date.parse(now)));
}

function contentOf(waiting: WaitingParcel): string | undefined {
  try {
    return jsonBody({ ...documentOf(waiting) } satisfies JsonObject).content.toString();
  } catch (error) {
    if (isThroughlineError(error, "core/erased")) return undefined;
    throw error;
  }
}

/** Makes one try. The client's own repeats are off: the schedule is the outbox's. */
export async function carry({ http, keys, tryTimeoutMs }: CarrierOptions, trip: Trip): Promise<Outcome> {
  const { parcel } = trip.waiting;
  const content = contentOf(trip.waiting);
  if (content === undefined) return { result: "erased" };
  const timestamp = Math.floor(Date.parse(trip.now) / 1000);
  const headers = signWebhook({ id: parcel.id, timestamp, body: content }, await keys(parcel.to));
  const limit = timeLeft(trip, tryTimeoutMs);
  try {
    await http.send("POST", trip.endpoint, {
      body: { type: "application/json", content },
      headers: { ...headers },
      read: asNothing,
      retries: 0,
      tryTimeoutMs: limit,
      totalTimeoutMs: limit,
      maxResponseBytes: maxReplyBytes,
    });
    return { result: "accepted" };
  } catch (error) {
    return outcomeOf(error);
  }
}
