import { type Decider, type OrganisationId, type RecordId, recordId } from "@throughline/core";

/** Whether an address of a peer is still sent to. */
export interface EndpointState {
  /** True: it answered 410, and nothing is sent there until it is opened again. */
  readonly isGone: boolean;
}

/** What can be asked of an endpoint's law. */
export interface EndpointCommand {
  /** `close` after a 410; `open` when a person says so. */
  readonly type: "close" | "open";
}

/** What happens to an endpoint. */
export interface EndpointEvent {
  /** What happened. */
  readonly type: "parcel-endpoint.closed" | "parcel-endpoint.opened";
  /** Nothing more is said: the address itself may be a secret. */
  readonly data: Readonly<Record<string, never>>;
}

/** The law of an endpoint: 410 Gone is believed until someone opens it again, or the peer has another address. */
export const endpointLaw: Decider<EndpointState, EndpointCommand, EndpointEvent> = {
  kind: "parcel-endpoint",
  version: 1,
  initial: { isGone: false },
  decide(state, { type }) {
    const isGone = type === "close";
    if (state.isGone === isGone) return { events: [] };
    return { events: [{ type: isGone ? "parcel-endpoint.closed" : "parcel-endpoint.opened", data: {} }] };
  },
  evolve: (_, { type }) => ({ isGone: type === "parcel-endpoint.closed" }),
};

/** The record of one address of one peer. The address cannot be read from it. */
export function endpointOf(peer: OrganisationId, endpoint: string): RecordId {
  return recordId(endpointLaw.kind, [peer, endpoint]);
}
