import { channels, type Fields, type LedgerCursor } from "@throughline/core";
import { JourneyError, type Journeys } from "@throughline/journey";
import * as z from "zod";
import { HubError } from "../errors.js";
import { type AnyOperation, type Call, operation } from "../operation.js";
import { recordIdSchema } from "../shapes.js";
import { journeyView, queuePage, timeline } from "./journey-shapes.js";

const owners = ["person", "service"] as const;
const common = { capability: "journey", method: "get" } as const;

const cursor: z.ZodType<LedgerCursor> = z.strictObject({
  order: z.string().max(300),
  record: recordIdSchema,
} satisfies Fields<LedgerCursor>);

function refuse(field: string): never {
  throw new HubError("hub/invalid-request", { details: { fields: [field] } });
}

/** A cursor is a place in a list, handed out as text and only ever handed back. */
function cursorOf(text: string): LedgerCursor {
  try {
    return cursor.parse(JSON.parse(text));
  } catch {
    return refuse("after");
  }
}

function pageOf({ query }: Pick<Call<never>, "query">) {
  const { channel, after, limit } = query;
  const found = channels.find((name) => name === channel) ?? refuse("channel");
  if (limit !== undefined && !/^([1-9]\d?|1\d\d|200)$/.test(limit)) refuse("limit");
  return {
    channel: found,
    page: {
      ...(after === undefined ? {} : { after: cursorOf(after) }),
      ...(limit === undefined ? {} : { limit: Number(limit) }),
    },
  };
}

function queueOf(journeys: Journeys): AnyOperation {
  return operation({
    ...common,
    id: "getQueue",
    path: "/queue",
    summary: "What waits for the officer's own unit in one channel, in the order in which it was offered.",
    actors: ["staff"],
    query: {
      channel: `Which channel; needed. One of: ${channels.join(", ")}.`,
      limit: "At most so many tickets, 1 to 200. Default 50.",
      after: "Go on after this place: `next` of the page before.",
    },
    answer: queuePage,
    run: async (call) => {
      const { actor } = call;
      const { channel, page } = pageOf(call);
      if (actor.unit === undefined) throw new JourneyError("journey/not-staff");
      const audience = { organisation: actor.organisation, unit: actor.unit, channel };
      const { tickets, next } = await journeys.queue(audience, page, { actor });
      return { tickets, ...(next ? { next: JSON.stringify(next) } : {}) };
    },
  });
}

/** What is read of journeys. */
export function journeyReadings(journeys: Journeys): readonly AnyOperation[] {
  return [
    operation({
      ...common,
      id: "getJourney",
      path: "/journeys/{journey}",
      summary: "The journey, for the person it belongs to.",
      actors: owners,
      answer: journeyView,
      run: async ({ params, actor }) => await journeys.get(params["journey"] ?? "", { actor }),
    }),
    operation({
      ...common,
      id: "getTimeline",
      path: "/journeys/{journey}/timeline",
      summary: "Who did what, where and when, and saw what.",
      actors: owners,
      answer: timeline,
      run: async ({ params, actor }) => await journeys.timeline(params["journey"] ?? "", { actor }),
    }),
    queueOf(journeys),
  ];
}
