import {
  type Actor,
  createRepository,
  type DueTimer,
  type Instant,
  isThroughlineError,
  type Ledger,
  type OrganisationId,
  type RecordId,
  transact,
} from "@throughline/core";
import { type CarrierOptions, carry } from "./carrier.js";
import { parcelLaw } from "./decider.js";
import { endpointLaw, endpointOf } from "./endpoint.js";
import type { Outcome, WaitingParcel } from "./model.js";
import type { PeerDirectory } from "./peers.js";

/** What a parcel's turn needs. */
export interface TurnOptions extends CarrierOptions {
  /** Where parcels wait. */
  readonly ledger: Ledger;
  /** The organisation that sends. */
  readonly organisation: OrganisationId;
  /** Where the peers are. */
  readonly peers: PeerDirectory;
  /** Who records what became of it. */
  readonly actor: Actor;
}

/** What became of a try, the address that said it is gone, and what failed on our own side. */
type Attempt = Outcome & { readonly gone?: RecordId; readonly own?: { readonly error: unknown } };

/**
 * Gives a due parcel its turn: one try, and the record of what became of it. A crash in between leaves the parcel as it
 * was, so it is sent again and the receiver leaves out the repeat.
 *
 * Where the directory or the keys failed, that too was a try: the parcel waits its turn by the schedule and ends one day,
 * and the error is thrown once that is recorded.
 */
export function createTurn(options: TurnOptions): (timer: DueTimer) => Promise<void> {
  const { ledger, organisation, peers, actor } = options;
  const parcels = createRepository(ledger, parcelLaw);
  const endpoints = createRepository(ledger, endpointLaw);

  async function attempt(waiting: WaitingParcel, now: Instant): Promise<Attempt> {
    const peer = await peers.find(waiting.parcel.to);
    if (!peer) return { result: "failed" };
    const endpoint = endpointOf(peer.organisation, peer.endpoint);
    if (peer.isClosed === true || (await endpoints.load(endpoint)).state.isGone) return { result: "gone" };
    const outcome = await carry(options, { waiting, endpoint: peer.endpoint, now });
    return outcome.result === "gone" ? { ...outcome, gone: endpoint } : outcome;
  }

  /** What the ledger says is no try: nothing was sent, and nothing can be recorded either. */
  function failed(error: unknown): Attempt {
    if (isThroughlineError(error) && error.code.startsWith("ledger/")) throw error;
    return { result: "failed", own: { error } };
  }

  return async ({ record }) => {
    const { state, now } = await parcels.load(record);
    if (state.status !== "waiting" || state.from !== organisation || state.due > now) return;
    if (now >= (state.parcel.expires ?? "~")) {
      await parcels.handle(record, { type: "expire" }, { actor });
      return;
    }
    const { gone, own, ...outcome } = await attempt(state, now).catch(failed);
    const command = { type: "record", attempt: state.attempts + 1, outcome } as const;
    await transact(ledger, async () => [
      await parcels.prepare(record, command, { actor }),
      ...(gone === undefined ? [] : [await endpoints.prepare(gone, { type: "close" }, { actor })]),
    ]);
    if (own) throw own.error;
  };
}
