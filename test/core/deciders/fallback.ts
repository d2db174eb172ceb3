import {
  addSeconds,
  createRepository,
  type Decider,
  type Instant,
  newId,
  recordOf,
  type Store,
} from "@throughline/core";
import { expect } from "vitest";
import { all, type DeciderProof, officer, pause } from "./support.js";

interface Message {
  readonly status: "none" | "sent" | "delivered" | "letter";
  readonly fallbackAt?: Instant;
}
type MessageCommand =
  | { readonly type: "send"; readonly patienceSeconds: number }
  | { readonly type: "receive" }
  | { readonly type: "fall-back" };
type MessageEvent =
  | { readonly type: "message.sent"; readonly data: { readonly fallbackAt: Instant } }
  | { readonly type: "message.delivered"; readonly data: object }
  | { readonly type: "message.fell-back"; readonly data: object };

const message: Decider<Message, MessageCommand, MessageEvent> = {
  kind: "message",
  version: 1,
  initial: { status: "none" },
  decide: ({ status, fallbackAt = "" }, command, { now }) => {
    if (command.type === "send") {
      return {
        events: [{ type: "message.sent", data: { fallbackAt: addSeconds(now, command.patienceSeconds) } }],
      };
    }
    if (status !== "sent") return { events: [] };
    if (command.type === "receive") return { events: [{ type: "message.delivered", data: {} }] };
    return { events: [{ type: "message.fell-back", data: {} }], notBefore: fallbackAt };
  },
  evolve: (_, event) => {
    if (event.type === "message.sent") return { status: "sent", fallbackAt: event.data.fallbackAt };
    return { status: event.type === "message.delivered" ? "delivered" : "letter" };
  },
  timers: ({ status, fallbackAt }) =>
    status === "sent" && fallbackAt ? [{ name: "fallback", due: fallbackAt }] : [],
};

async function sent({ ledger, timers }: Store, patienceSeconds: number) {
  const messages = createRepository(ledger, message);
  const record = recordOf("message", newId("ntf"));
  const send = (command: MessageCommand) => messages.handle(record, command, { actor: officer });
  await send({ type: "send", patienceSeconds });
  const due = async (leaseSeconds = 60) =>
    (await timers.take({ kind: "message", leaseSeconds })).find((timer) => timer.record === record);
  const story = async () => (await all(ledger.history(record))).map(({ event }) => event.type);
  return { send, due, story };
}

async function cancelled(store: Store): Promise<void> {
  const { send, due, story } = await sent(store, 0.3);
  await send({ type: "receive" });
  await pause(400);
  expect(await due()).toBeUndefined();
  expect(await story()).toEqual(["message.sent", "message.delivered"]);
}

async function cancelledUnderLease(store: Store): Promise<void> {
  const { send, due, story } = await sent(store, 0.1);
  await pause(150);
  const timer = await due();
  expect(timer?.name).toBe("fallback");
  // The receipt comes while the worker already has the timer in hand.
  await send({ type: "receive" });
  expect((await send({ type: "fall-back" })).state.status).toBe("delivered");
  expect(timer && (await store.timers.done(timer))).toBe(false);
  expect(await story()).toEqual(["message.sent", "message.delivered"]);
}

async function raced(store: Store): Promise<void> {
  for (let round = 0; round < 15; round += 1) {
    const { send, story } = await sent(store, 0);
    await Promise.all([send({ type: "receive" }), send({ type: "fall-back" }), send({ type: "fall-back" })]);
    expect(await story()).toHaveLength(2);
  }
}

async function survivesTheWorker(store: Store): Promise<void> {
  const { send, due, story } = await sent(store, 0);
  expect((await due(1))?.name).toBe("fallback");
  // That worker is never heard of again.
  expect(await due()).toBeUndefined();
  await pause(1100);
  const timer = await due();
  await send({ type: "fall-back" });
  expect(timer && (await store.timers.done(timer))).toBe(false);
  expect(await story()).toEqual(["message.sent", "message.fell-back"]);
}

export const fallbackProofs: readonly DeciderProof[] = [
  { name: "fallback: a receipt in time cancels the letter", run: cancelled },
  {
    name: "fallback: a receipt cancels the letter although a worker has the timer in hand",
    run: cancelledUnderLease,
  },
  { name: "fallback: of receipt and letter at once exactly one happens", run: raced },
  { name: "fallback: a worker that dies does not take the letter with it", run: survivesTheWorker },
];
