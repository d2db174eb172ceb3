import {
  createRepository,
  type Decider,
  type Instant,
  type LedgerCursor,
  newId,
  type RecordId,
  recordOf,
  type Store,
  ThroughlineError,
} from "@throughline/core";
import { expect } from "vitest";
import { all, type DeciderProof, fresh, officer, outcome, pause } from "./support.js";

/** What waits in a queue. No personal data: only where it waits, for how long and in which language. */
interface Ticket {
  readonly unit: string;
  readonly language: string;
  readonly urgency: number;
  readonly since: Instant;
  readonly claimedBy?: string;
}
type TicketCommand =
  | { readonly type: "add"; readonly unit: string; readonly language: string; readonly urgency: number }
  | { readonly type: "claim"; readonly by: string };
type TicketEvent =
  | { readonly type: "ticket.added"; readonly data: Ticket }
  | { readonly type: "ticket.claimed"; readonly data: { readonly by: string } };

const ticket: Decider<Ticket | null, TicketCommand, TicketEvent> = {
  kind: "ticket",
  version: 1,
  initial: null,
  decide: (state, command, { now }) => {
    if (command.type === "add") {
      const { type: _, ...rest } = command;
      return { events: [{ type: "ticket.added", data: { ...rest, since: now } }] };
    }
    if (!state || state.claimedBy !== undefined) {
      throw new ThroughlineError("ticket/claimed", { status: 409, message: "Someone else has it." });
    }
    return { events: [{ type: "ticket.claimed", data: { by: command.by } }] };
  },
  evolve: (state, event) => {
    if (event.type === "ticket.added") return event.data;
    return state && { ...state, claimedBy: event.data.by };
  },
  keys: (state) => {
    if (!state || state.claimedBy !== undefined) return [];
    const order = `${9 - state.urgency} ${state.since}`;
    return [
      { name: "queue", value: state.unit, order },
      { name: "queue-language", value: `${state.unit} ${state.language}`, order },
    ];
  },
};

function queueOf({ ledger }: Store) {
  const tickets = createRepository(ledger, ticket);
  const unit = fresh("unit");
  return {
    unit,
    add: async (language: string, urgency: number) => {
      const record = recordOf("ticket", newId("tkt"));
      await tickets.handle(record, { type: "add", unit, language, urgency }, { actor: officer });
      return record;
    },
    claim: (record: RecordId, by: string) =>
      tickets.handle(record, { type: "claim", by }, { actor: officer }),
    page: (options: { language?: string; after?: LedgerCursor; limit?: number } = {}) => {
      const { language, ...rest } = options;
      const lookup =
        language === undefined
          ? { name: "queue", value: unit }
          : { name: "queue-language", value: `${unit} ${language}` };
      return all(ledger.find({ kind: "ticket", ...lookup, ...rest }));
    },
  };
}

async function pages(store: Store): Promise<void> {
  const queue = queueOf(store);
  const added: { record: RecordId; language: string; urgency: number }[] = [];
  for (let index = 0; index < 23; index += 1) {
    const [language, urgency] = [index % 3 === 0 ? "cy" : "en", index % 4];
    added.push({ record: await queue.add(language, urgency), language, urgency });
    await pause(2);
  }
  // Most urgent first, then who came first; sort is stable.
  const wanted = [...added].sort((a, b) => b.urgency - a.urgency).map(({ record }) => record);
  expect((await queue.page()).map(({ record }) => record)).toEqual(wanted);
  const welsh = added.filter(({ language }) => language === "cy").map(({ record }) => record);
  expect((await queue.page({ language: "cy" })).map(({ record }) => record)).toEqual(
    wanted.filter((record) => welsh.includes(record)),
  );
  const seen: RecordId[] = [];
  let after: LedgerCursor | undefined;
  for (;;) {
    const page = await queue.page({ limit: 5, ...(after ? { after } : {}) });
    const last = page.at(-1);
    if (!last) break;
    seen.push(...page.map(({ record }) => record));
    // Somebody takes the last one of the page away: the next page still goes on after it.
    await queue.claim(last.record, "s-1");
    after = last.cursor;
  }
  expect(seen).toEqual(wanted);
  expect(await queue.page()).toHaveLength(wanted.length - 5);
}

async function everyTicketOnce(store: Store): Promise<void> {
  const queue = queueOf(store);
  const added = await Promise.all(Array.from({ length: 20 }, (_, index) => queue.add("en", index % 4)));
  const claimed: RecordId[] = [];
  const clerk = async (by: string) => {
    for (;;) {
      const [next] = await queue.page({ limit: 1 });
      if (!next) return;
      const result = await outcome(queue.claim(next.record, by));
      if (result === "done") claimed.push(next.record);
      else expect(result).toBe("ticket/claimed");
    }
  };
  await Promise.all(["s-1", "s-2", "s-3", "s-4", "s-5"].map(clerk));
  expect([...claimed].sort()).toEqual([...added].sort());
}

export const queueProofs: readonly DeciderProof[] = [
  { name: "queue: a page is ordered, filtered and goes on after a cursor whose ticket has gone", run: pages },
  { name: "queue: five clerks at once take every ticket once", run: everyTicketOnce },
];
