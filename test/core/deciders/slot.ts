import {
  addSeconds,
  createRepository,
  type Decider,
  type Instant,
  recordId,
  type Store,
  ThroughlineError,
} from "@throughline/core";
import { expect } from "vitest";
import { type DeciderProof, fresh, officer, outcome, pause } from "./support.js";

interface Slot {
  readonly status: "free" | "held" | "taken";
  readonly holder?: string;
  readonly until?: Instant;
}
type SlotCommand =
  | { readonly type: "hold"; readonly by: string; readonly seconds: number }
  | { readonly type: "confirm"; readonly by: string }
  | { readonly type: "expire" };
type SlotEvent =
  | { readonly type: "slot.held"; readonly data: { readonly by: string; readonly until: Instant } }
  | { readonly type: "slot.taken"; readonly data: { readonly by: string } }
  | { readonly type: "slot.freed"; readonly data: object };

function refuse(code: string): never {
  throw new ThroughlineError(code, { status: 409, message: "The slot is not yours to take." });
}

const slot: Decider<Slot, SlotCommand, SlotEvent> = {
  kind: "slot",
  version: 1,
  initial: { status: "free" },
  decide: (state, command, { now }) => {
    const { status, holder, until = now } = state;
    if (command.type === "expire") {
      return status === "held"
        ? { events: [{ type: "slot.freed", data: {} }], notBefore: until }
        : { events: [] };
    }
    if (command.type === "hold") {
      if (status === "taken" || (status === "held" && now < until)) refuse("slot/not-free");
      const data = { by: command.by, until: addSeconds(now, command.seconds) };
      return { events: [{ type: "slot.held", data }] };
    }
    if (status !== "held" || holder !== command.by) refuse("slot/not-held");
    return { events: [{ type: "slot.taken", data: { by: command.by } }], before: until };
  },
  evolve: (_, event) => {
    if (event.type === "slot.freed") return { status: "free" };
    if (event.type === "slot.taken") return { status: "taken", holder: event.data.by };
    return { status: "held", holder: event.data.by, until: event.data.until };
  },
  keys: ({ holder }) => (holder === undefined ? [] : [{ name: "holder", value: holder, unique: true }]),
  timers: ({ status, until }) => (status === "held" && until ? [{ name: "hold", due: until }] : []),
};

function desk({ ledger }: Store, slots = createRepository(ledger, slot)) {
  const record = recordId("slot", [fresh("office"), "2026-12-01T09:00:00.000Z"]);
  return { record, slots, send: (command: SlotCommand) => slots.handle(record, command, { actor: officer }) };
}

async function oneHolder(store: Store): Promise<void> {
  const { record, slots, send } = desk(store);
  const people = Array.from({ length: 30 }, () => fresh("p"));
  const results = await Promise.all(people.map((by) => outcome(send({ type: "hold", by, seconds: 60 }))));
  expect(results.filter((result) => result === "done")).toHaveLength(1);
  expect(results.filter((result) => result === "slot/not-free")).toHaveLength(29);
  const winner = people[results.indexOf("done")] ?? "";
  const confirmed = await Promise.all(people.map((by) => outcome(send({ type: "confirm", by }))));
  expect(people.filter((_, index) => confirmed[index] === "done")).toEqual([winner]);
  expect((await slots.load(record)).state).toEqual({ status: "taken", holder: winner });
}

async function oneSlotEach(store: Store): Promise<void> {
  const by = fresh("p");
  const rooms = Array.from({ length: 5 }, () => desk(store));
  const holds = rooms.map(({ send }) => outcome(send({ type: "hold", by, seconds: 60 })));
  expect((await Promise.all(holds)).sort()).toEqual(["done", ...Array(4).fill("ledger/key-taken")]);
}

async function expires(store: Store): Promise<void> {
  const { record, send } = desk(store);
  const [first, second] = [fresh("p"), fresh("p")];
  await send({ type: "hold", by: first, seconds: 1 });
  expect(await outcome(send({ type: "expire" }))).toBe("ledger/too-early");
  await pause(1100);
  expect(await outcome(send({ type: "confirm", by: first }))).toBe("ledger/too-late");
  const due = (await store.timers.take({ kind: "slot" })).find((timer) => timer.record === record);
  expect(due?.name).toBe("hold");
  expect((await send({ type: "expire" })).state).toEqual({ status: "free" });
  expect(due && (await store.timers.done(due))).toBe(false);
  await send({ type: "hold", by: second, seconds: 60 });
  expect(await outcome(send({ type: "confirm", by: first }))).toBe("slot/not-held");
  expect(await send({ type: "expire" }).catch((error: unknown) => error)).toMatchObject({
    code: "ledger/too-early",
  });
  expect((await send({ type: "confirm", by: second })).state.holder).toBe(second);
}

async function expiresWithoutWorker(store: Store): Promise<void> {
  const { send } = desk(store);
  await send({ type: "hold", by: fresh("p"), seconds: 0.2 });
  await pause(300);
  const next = fresh("p");
  expect((await send({ type: "hold", by: next, seconds: 60 })).state.holder).toBe(next);
}

export const slotProofs: readonly DeciderProof[] = [
  { name: "slot: of thirty people at once one holds it, and only the holder can take it", run: oneHolder },
  { name: "slot: nobody holds two", run: oneSlotEach },
  { name: "slot: a hold that ran out frees it by timer, and the late holder comes too late", run: expires },
  { name: "slot: a hold that ran out is free although no worker came by", run: expiresWithoutWorker },
];
