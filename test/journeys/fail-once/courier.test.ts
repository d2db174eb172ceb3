import { type Ledger, transact } from "@throughline/core";
import {
  createCourier,
  createInbox,
  fixedPeers,
  generateWebhookKeyPair,
  type HttpClient,
  type HttpCourier,
  HttpError,
  type Inbox,
  type Peer,
  signWebhook,
} from "@throughline/http";
import { expect, test } from "vitest";
import { counting } from "../../http/support/post-office.js";
import { accepted } from "./accepted.js";
import { type Cast, drillMs, expectUnharmed, type UseCase } from "./drill.js";
import { memoryScene, type Scene } from "./scene.js";
import { createTap, type Tap } from "./tap.js";

interface Office {
  readonly ledger: Ledger;
  readonly courier: HttpCourier;
  readonly inbox: Inbox;
  /** True: the receiver's address answers that it is gone. */
  readonly road: { isGone: boolean };
}

const keys = generateWebhookKeyPair();
const work: Peer = { organisation: "work", endpoint: "https://work.example/", keys: [keys.publicKey] };
const housing: Peer = { organisation: "housing", endpoint: "https://housing.example/", keys: [] };
const parcel = (at: number) => ({
  id: `prc_${at}`,
  to: "housing",
  type: "handoff.offer",
  data: { name: "Blodwen Quetzal" },
});

/** An HTTP client that hands every request to an inbox, without a network. */
function clientOf(inbox: Inbox, { sent }: Scene, road: Office["road"]): Pick<HttpClient, "send"> {
  return {
    async send(_method, url, { body, headers = {}, read }) {
      const head = new Headers({ ...headers, "content-type": "application/json" });
      if (road.isGone) throw new HttpError("http/remote-problem", { details: { status: 410 } });
      const content = new Uint8Array(Buffer.from(body?.content ?? ""));
      const answer = await inbox(new Request(url, { method: "POST", headers: head, body: content }));
      sent.push(head.get("webhook-id") ?? "");
      return {
        status: (await accepted(answer)).status,
        headers: answer.headers,
        value: read.read(new Uint8Array()),
      };
    },
  };
}

function inboxOn(ledger: Ledger, tap?: Tap): Inbox {
  const peers = fixedPeers([work]);
  return createInbox({
    ledger,
    organisation: "housing",
    peers: tap ? tap.port("peers", peers, () => new TypeError("fetch failed")) : peers,
    handlers: { "handoff.offer": counting(ledger) },
  });
}

/** Both ends on one ledger. While a parcel is sent, only the sender's calls fail. */
const office: Cast<Office> = {
  open: async () => memoryScene(),
  services(scene, tap) {
    const { store, tapped } = scene;
    const ledger = tapped(tap);
    const road = { isGone: false };
    const unreachable = () => new HttpError("http/unreachable", { details: { host: "housing.example" } });
    const lost = () => new TypeError("fetch failed");
    const ring = { sign: async () => [keys.privateKey] };
    const held = tap.port("keys", ring, lost);
    const courier = createCourier({
      ledger,
      timers: tap.port("timers", store.timers),
      organisation: "work",
      http: tap.port("http", clientOf(inboxOn(store.ledger), scene, road) as HttpClient, unreachable),
      peers: tap.port("peers", fixedPeers([housing]), lost),
      keys: () => held.sign(),
    });
    return { ledger, courier, inbox: inboxOn(ledger, tap), road };
  },
};

async function post({ ledger, courier }: Office, at = 1): Promise<unknown> {
  const { commit } = await transact(ledger, async () => [await courier.prepare(parcel(at))]);
  return commit?.records.length ?? 1;
}

/** A worker's next rounds: when a lease has run out or a wait is over. */
async function rounds({ courier }: Office, scene: Scene): Promise<void> {
  for (const seconds of [61, 61]) {
    scene.wait(seconds);
    await courier.deliver();
  }
}

/** A try that failed on our own side is put back as any other, and its error told to the worker. */
const tried = { adds: { "parcel.put-back": 1 }, rounds, throwsOwn: true } as const;

async function toldGone(services: Office): Promise<void> {
  services.road.isGone = true;
  await services.courier.deliver();
  services.road.isGone = false;
}

const cases: Readonly<Record<string, UseCase<Office>>> = {
  prepare: { begin: async () => (services) => post(services), throwsOwn: true },
  status: {
    begin: async (services) => {
      await post(services);
      return ({ courier }) => courier.status("prc_1");
    },
    commits: 0,
  },
  // The receiver's commit and the sender's, for each parcel.
  deliver: {
    begin: async (services) => {
      for (const at of [1, 2, 3]) await post(services, at);
      return ({ courier }) => courier.deliver();
    },
    commits: 6,
    ...tried,
  },
  "deliver to an address that is gone": {
    begin: async (services) => {
      await post(services);
      return async (again) => {
        again.road.isGone = true;
        return await again.courier.deliver();
      };
    },
    ...tried,
    rounds: async (services, scene) => {
      services.road.isGone = true;
      await rounds(services, scene);
    },
  },
  reopen: {
    begin: async (services) => {
      await post(services);
      await toldGone(services);
      return async ({ courier }) => await courier.reopen("housing");
    },
    throwsOwn: true,
  },
};

const taken: UseCase<Office> = {
  begin: async () => {
    const { id, type, to, data } = parcel(1);
    const at = "2026-11-23T10:00:00.000Z";
    const body = JSON.stringify({ version: 1, id, type, from: "work", to, sentAt: at, data });
    const signed = signWebhook({ id, timestamp: Math.floor(Date.parse(at) / 1000), body }, [keys.privateKey]);
    const headers = { ...signed, "content-type": "application/json" };
    return async ({ inbox }) =>
      (await accepted(await inbox(new Request(housing.endpoint, { method: "POST", headers, body })))).status;
  },
};

test("every function of the courier is drilled", async () => {
  const { courier } = await office.services(memoryScene(), createTap());
  expect(Object.keys(cases)).toEqual(expect.arrayContaining(Object.keys(courier)));
});

test.each(Object.entries(cases))(
  "%s is whole when any call fails once",
  async (_, use) => {
    await expectUnharmed(office, use);
  },
  drillMs,
);

test(
  "a parcel is taken whole and once when any call of its receiver fails once",
  async () => {
    await expectUnharmed(office, taken);
  },
  drillMs,
);
