import type { OrganisationId } from "@throughline/core";
import { parseWebhookKey } from "../webhook/key.js";

/** An organisation that parcels are exchanged with. */
export interface Peer {
  /** Its stable name. */
  readonly organisation: OrganisationId;
  /** The https address of its inbox. */
  readonly endpoint: string;
  /** What its parcels are verified with: `whpk_…` its public keys, `whsec_…` secrets shared with it. Several overlap. */
  readonly keys: readonly string[];
  /** True: nothing is sent to it, and what it sends is answered with 410. Default false. */
  readonly isClosed?: boolean;
}

/** Knows the peers. */
export interface PeerDirectory {
  /** The peer of this name as it is now. Undefined: it is not known. */
  find(organisation: OrganisationId): Promise<Peer | undefined>;
}

/** A directory that never changes. Throws `TypeError` where a peer is named twice or a key is no key. */
export function fixedPeers(peers: readonly Peer[]): PeerDirectory {
  const byName = new Map(peers.map((peer) => [peer.organisation, peer]));
  if (byName.size !== peers.length) throw new TypeError("A peer is named twice.");
  for (const key of peers.flatMap((peer) => peer.keys)) parseWebhookKey(key);
  return { find: async (organisation) => byName.get(organisation) };
}
