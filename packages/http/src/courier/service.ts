import {
  type Actor,
  type Courier,
  createRepository,
  type Ledger,
  type OrganisationId,
  type Parcel,
  recordOf,
  type Timers,
} from "@throughline/core";
import { within } from "../bounds.js";
import type { HttpClient } from "../client.js";
import { HttpError } from "../errors.js";
import { parcelLaw } from "./decider.js";
import { endpointLaw, endpointOf } from "./endpoint.js";
import { checkParcel } from "./outgoing.js";
import type { Peer, PeerDirectory } from "./peers.js";
import { createTurn } from "./turn.js";

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
  const turn = createTurn({ ledger, organisation, http, peers, keys, tryTimeoutMs, actor });

  async function peerOf(name: OrganisationId): Promise<Peer> {
    const peer = await peers.find(name);
    if (!peer) throw new HttpError("http/unknown-peer", { details: { organisation: name } });
    return peer;
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
