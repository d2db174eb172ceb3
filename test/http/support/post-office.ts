import type { IncomingMessage, ServerResponse } from "node:http";
import {
  type Actor,
  createRepository,
  type Decider,
  type Ledger,
  type MemoryLedger,
  type MemoryLedgerOptions,
  type Parcel,
  recordOf,
  transact,
} from "@throughline/core";
import {
  createCourier,
  createInbox,
  fixedPeers,
  generateWebhookKeyPair,
  type HttpCourier,
  type Inbox,
  type InboxOptions,
  type ParcelHandler,
} from "@throughline/http";
import { testStore } from "../../support/store.js";
import { bodyOf, localClient, serve, type TestServer } from "./server.js";

/** A clock that the test moves. */
export interface TestClock {
  now: Date;
  pass(seconds: number): void;
}

export function testClock(): TestClock {
  const clock: TestClock = {
    now: new Date("2026-11-23T10:00:00.000Z"),
    pass: (seconds) => {
      clock.now = new Date(clock.now.getTime() + seconds * 1000);
    },
  };
  return clock;
}

interface Tally {
  readonly count: number;
  readonly last?: object;
}
interface Count {
  readonly data: object;
}
interface Counted {
  readonly type: "tally.counted";
  readonly data: { readonly data: object };
}

/** The effect of a parcel in these tests: it is counted. */
export const tally: Decider<Tally, Count, Counted> = {
  kind: "tally",
  version: 1,
  initial: { count: 0 },
  decide: (_, { data }) => ({ events: [{ type: "tally.counted", data: { data } }] }),
  evolve: ({ count }, { data }) => ({ count: count + 1, last: data.data }),
};

export const tallyOf = (name: string) => recordOf(tally.kind, name);

export async function countOf(ledger: Ledger, name = "all"): Promise<number> {
  return (await createRepository(ledger, tally).load(tallyOf(name))).state.count;
}

/** A handler that counts, in one tally for all parcels and one for each id. */
export function counting(ledger: Ledger): ParcelHandler {
  const tallies = createRepository(ledger, tally);
  return async ({ id, data }, actor) => [
    await tallies.prepare(tallyOf("all"), { data }, { actor }),
    await tallies.prepare(tallyOf(id), { data }, { actor }),
  ];
}

export async function toRequest(request: IncomingMessage, body: Buffer): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const method = request.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(`http://inbox.example${request.url}`, {
    method,
    headers,
    ...(hasBody ? { body: new Uint8Array(body) } : {}),
  });
}

export async function respond(response: ServerResponse, answer: Response): Promise<void> {
  response
    .writeHead(answer.status, Object.fromEntries(answer.headers))
    .end(Buffer.from(await answer.arrayBuffer()));
}

/** What may happen between sender and receiver. */
export type Road = "open" | "lose-request" | "lose-answer" | "twice";

/** Puts an inbox behind a real server, with a road that the test makes worse. */
export async function host(inbox: Inbox, road: () => Road): Promise<TestServer> {
  async function carry(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const today = road();
    if (today === "lose-request") {
      response.destroy();
      return;
    }
    const times = today === "twice" ? 2 : 1;
    const answers = await Promise.all(
      Array.from({ length: times }, async () => inbox(await toRequest(request, body))),
    );
    const last = answers.at(-1);
    if (today === "lose-answer" || !last) response.destroy();
    else await respond(response, last);
  }
  return await serve((request, response) => void carry(request, response));
}

export interface PostOffice {
  readonly clock: TestClock;
  readonly work: MemoryLedger;
  readonly housing: MemoryLedger;
  readonly courier: HttpCourier;
  readonly inbox: Inbox;
  readonly server: TestServer;
  readonly keys: { readonly privateKey: string; readonly publicKey: string };
  road: Road;
  /** Posts a parcel and commits it. */
  post(parcel?: Partial<Parcel>): Promise<void>;
  /** Another courier on the same ledger, or on one with a fault. */
  anotherCourier(ledger?: Ledger): HttpCourier;
}

/** Work sends, housing receives. */
export async function postOffice(
  options: Partial<InboxOptions> = {},
  open: (options: MemoryLedgerOptions) => MemoryLedger = testStore,
): Promise<PostOffice> {
  const clock = testClock();
  const work = open({ clock: () => clock.now });
  const housing = testStore({ clock: () => clock.now });
  const keys = generateWebhookKeyPair();
  const sender = { organisation: "work", endpoint: "https://work.example/", keys: [keys.publicKey] };
  const inbox = createInbox({
    ledger: housing,
    organisation: "housing",
    peers: fixedPeers([sender]),
    handlers: { "handoff.offer": counting(housing) },
    ...options,
  });
  const office = { road: "open" as Road };
  const server = await host(inbox, () => office.road);
  const http = localClient({ tryTimeoutMs: 2000 });
  const peers = fixedPeers([
    { organisation: "housing", endpoint: `${server.url}/parcels?token=canary`, keys: [] },
  ]);
  const anotherCourier = (ledger: Ledger = work) =>
    createCourier({
      ledger,
      timers: work.timers,
      organisation: "work",
      http,
      peers,
      keys: async () => [keys.privateKey],
      tryTimeoutMs: 2000,
    });
  const courier = anotherCourier();
  return Object.assign(office, {
    clock,
    work,
    housing,
    courier,
    inbox,
    server,
    keys,
    anotherCourier,
    post: async (parcel: Partial<Parcel> = {}) => {
      const full = { id: "prc_1", to: "housing", type: "handoff.offer", data: { ref: "ŵ-1" }, ...parcel };
      await transact(work, async () => [await courier.prepare(full)]);
    },
  });
}

export const clerk: Actor = { kind: "staff", id: "s-1", organisation: "work" };
