import {
  type Actor,
  type Courier,
  createRepository,
  type DueTimer,
  type Ledger,
  type OrganisationId,
  type Parcel,
  type RecordId,
  recordOf,
  type Timers,
  transact,
} from "@throughline/core";
import { within } from "../bounds.js";
import type { HttpClient } from "../client.js";
import { HttpError } from "../errors.js";
import { carry } from "./carrier.js";
import { parcelLaw } from "./decider.js";
import { endpointLaw, endpointOf } from "./endpoint.js";
import type { Outcome, WaitingParcel } from "./model.js";
import { checkParcel } from "./outgoing.js";
import type { Peer, PeerDirectory } from "./peers.js";

/** How a courier is made. */
export interface CourierOptions {
  /** Where parcels wait. */
  readonly ledger: Ledger;
  /** The ledger's timers: they say when a parcel is tried. */
  readonly timers: Timers;
  /** The organisation that sends. */
  readonly organisation: OrganisationId;
  /** The client that carries parcels. */
  readonly http: HttpClient;
  /** Where the peers are. */
  readonly peers: PeerDirectory;
  /** The keys that sign what goes to a peer: `whsk_…` of one's own or `whsec_…` shared with it. Several overlap. */
  readonly keys: (to: OrganisationId) => Promise<readonly string[]>;
  /** How many parcels one `deliver` takes and sends side by side, 1 to 100. Default 16. */
  readonly batch?: number;
  /** Longest time for one try, in milliseconds, 100 to 30,000. Default 20,000. */
  readonly tryTimeoutMs?: number;
  /** Most bytes of a parcel as it travels, 1,024 to 16,777,216. Default 1,048,576. */
  readonly maxParcelBytes?: number;
}

/**
 * A {@link Courier} over HTTP: Standard Webhooks from an outbox on the ledger.
 *
 * `prepare` throws `http/unknown-peer`, `http/malformed-parcel`, `http/parcel-too-large`, `http/parcel-reused`. Personal
 * data in a parcel is marked by `personal()`; the marks come off when it leaves, and a parcel about someone who was erased
 * meanwhile is given up. Parcels may arrive in another order than they were posted.
 */
export interface HttpCourier extends Courier {
  /** Sends again to a peer whose address answered 410 Gone. Throws `http/unknown-peer`. */
  reopen(peer: OrganisationId): Promise<void>;
}

/** Longer than any try, so that no other worker makes the same one meanwhile. */
const leaseSeconds = 60;

/** Lets every parcel have its turn before the first failure of our own, if there is one, is thrown. */
async function allOf(turns: readonly Promise<void>[]): Promise<void> {
  for (const turn of await Promise.allSettled(turns)) if (turn.status === "rejected") throw turn.reason;
}

/** Makes a courier. */
export function createCourier(options: CourierOptions): HttpCourier {
  const { ledger, timers, organisation, http, peers, keys } = options;
  const batch = within("batch", options.batch ?? 16, 1, 100);
  const tryTimeoutMs = within("tryTimeoutMs", options.tryTimeoutMs ?? 20_000, 100, 30_000);
  const maxParcelBytes = within("maxParcelBytes", options.maxParcelBytes ?? 1_048_576, 1024, 16_777_216);
  const actor: Actor = { kind: "service", id: "courier", organisation };
  const parcels = createRepository(ledger, parcelLaw);
  const endpoints = createRepository(ledger, endpointLaw);

  async function peerOf(name: OrganisationId): Promise<Peer> {
    const peer = await peers.find(name);
    if (!peer) throw new HttpError("http/unknown-peer", { details: { organisation: name } });
    return peer;
  }

  async function attempt(
    waiting: WaitingParcel,
    now: string,
  ): Promise<Outcome & { readonly endpoint?: RecordId }> {
    const peer = await peers.find(waiting.parcel.to);
    if (!peer) return { result: "failed" };
    const endpoint = endpointOf(peer.organisation, peer.endpoint);
    if (peer.isClosed === true || (await endpoints.load(endpoint)).state.isGone) return { result: "gone" };
    const outcome = await carry({ http, keys, tryTimeoutMs }, { waiting, endpoint: peer.endpoint, now });
    return outcome.result === "gone" ? { ...outcome, endpoint } : outcome;
  }

  async function turn(timer: DueTimer): Promise<void> {
    const { state, now } = await parcels.load(timer.record);
    if (state.status !== "waiting" || state.from !== organisation || state.due > now) return;
    if (now >= (state.parcel.expires ?? "~")) {
      await parcels.handle(timer.record, { type: "expire" }, { actor });
      return;
    }
    const { endpoint, ...outcome } = await attempt(state, now);
    const command = { type: "record", attempt: state.attempts + 1, outcome } as const;
    await transact(ledger, async () => [
      await parcels.prepare(timer.record, command, { actor }),
      ...(endpoint === undefined ? [] : [await endpoints.prepare(endpoint, { type: "close" }, { actor })]),
    ]);
  }

  return {
    async prepare(parcel: Parcel) {
      await peerOf(parcel.to);
      checkParcel(parcel, organisation, maxParcelBytes);
      const command = { type: "post", parcel, from: organisation } as const;
      return await parcels.prepare(recordOf(parcelLaw.kind, parcel.id), command, { actor });
    },
    async status(parcelId) {
      const { state } = await parcels.load(recordOf(parcelLaw.kind, parcelId));
      return state.status === "new" ? undefined : state.status;
    },
    async deliver() {
      const due = await timers.take({ kind: parcelLaw.kind, limit: batch, leaseSeconds });
      await allOf(due.map(turn));
      return due.length;
    },
    async reopen(name) {
      const { organisation: peer, endpoint } = await peerOf(name);
      await endpoints.handle(endpointOf(peer, endpoint), { type: "open" }, { actor });
    },
  };
}
