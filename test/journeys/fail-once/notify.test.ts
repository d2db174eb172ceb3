import { LedgerError } from "@throughline/core";
import { createNotifications, type Notifications } from "@throughline/notify";
import { expect, test } from "vitest";
import { organisation } from "../../journey/support.js";
import { gate, officer, received } from "../../notify/support.js";
import { type Cast, drillMs, expectUnharmed, type UseCase } from "./drill.js";
import { memoryScene, type Scene } from "./scene.js";
import { createTap } from "./tap.js";

const post: Cast<Notifications> = {
  open: async () => memoryScene(),
  services({ store, tapped, sent }, tap) {
    const email = {
      async send({ id }: { readonly id: string }) {
        sent.push(id);
        return { reference: `mail of ${id}` };
      },
    };
    return createNotifications({
      ledger: tapped(tap),
      timers: tap.port("timers", store.timers),
      consent: tap.port("gate", gate(), () => new LedgerError("ledger/unavailable")),
      email: tap.port("email", email, () => new TypeError("fetch failed")),
      organisation,
      templates: [received],
    });
  },
};

function request(to = "blodwen@example.org") {
  const data = { name: "Blodwen Quetzal" };
  return { template: received.id, templateVersion: 1, subject: "p-1", to, language: "en", data } as const;
}

async function recorded(notifications: Notifications, count: number): Promise<string> {
  let last = "";
  for (let at = 0; at < count; at += 1) {
    const options = { actor: officer, idempotencyKey: `message-${at}` };
    last = (await notifications.send(request(), options)).id;
  }
  return last;
}

/** A worker's next rounds: when a lease has run out, when a silent worker is given up, and once more. */
async function rounds(notifications: Notifications, scene: Scene): Promise<void> {
  for (const seconds of [61, 301, 61]) {
    scene.wait(seconds);
    await notifications.deliverDue();
  }
}

const cases: Readonly<Record<keyof Notifications, UseCase<Notifications>>> = {
  send: {
    begin: async () => (notifications) =>
      notifications.send(request(), { actor: officer, idempotencyKey: "key-1" }),
  },
  get: {
    begin: async (notifications) => {
      const id = await recorded(notifications, 1);
      return (services) => services.get(id);
    },
    commits: 0,
  },
  // A message is begun and ended in commits of their own, with the hand-over between them. Where the end of a try cannot
  // be known it is tried again under the same id, so that a receiver can leave out the repeat.
  deliverDue: {
    begin: async (notifications) => {
      await recorded(notifications, 3);
      return (services) => services.deliverDue();
    },
    commits: 6,
    adds: { "notification.sending": 1, "notification.deferred": 1 },
    rounds,
  },
};

test("every function of the service is drilled", async () => {
  const notifications = await post.services(memoryScene(), createTap());
  expect(Object.keys(cases).sort()).toEqual(Object.keys(notifications).sort());
});

test.each(Object.entries(cases))(
  "%s is whole when any call fails once",
  async (_, use) => {
    await expectUnharmed(post, use);
  },
  drillMs,
);
