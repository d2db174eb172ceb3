import {
  type Ledger,
  type LedgerEvent,
  type LogPosition,
  type RecordId,
  verifyRecord,
} from "@throughline/core";
import { expect } from "vitest";

/** One thing that happened, without what is new at each run. */
export interface Happened {
  readonly type: string;
  /** To what it happened. */
  readonly record: RecordId;
  /** Particulars and who, with ids, hashes and times taken out. */
  readonly text: string;
}

/** What a ledger holds, such that two runs of the same story give the same. */
export interface Image {
  /** All that happened, in order. */
  readonly events: readonly Happened[];
  /** Records, lookups and timers as they stand: the same id has the same number throughout. */
  readonly whole: string;
}

/** What differs between two runs of the same story: ids, digests and macs, instants, codes, drawn places,
 * and how many tries something took. */
const fresh: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "id"],
  [/\b[0-9a-f]{24,}\b/g, "hash"],
  [/\banon-[\w-]{20,}/g, "anonymous"],
];
const passing: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "<time>"],
  [/\b\d{4} \d{4} \d{4}\b/g, "<code>"],
  [/"place":\d+/g, '"place":0'],
  [/"attempts":\d+/g, '"attempts":0'],
  [/([0-9a-f]{64}) \d+"/g, '$1 0"'],
];

/** The text of a value without what is new at each run. Numbered: the same id has the same number. */
export function told(value: unknown, isNumbered = false): string {
  const numbers = new Map<string, number>();
  const number = (id: string) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
    return isNumbered ? ` ${numbers.get(id)}` : "";
  };
  const text = passing.reduce(
    (said, [form, mark]) => said.replaceAll(form, mark),
    JSON.stringify(value ?? null),
  );
  return fresh.reduce((said, [form, name]) => said.replaceAll(form, (id) => `<${name}${number(id)}>`), text);
}

/** Every event after a place in the log. */
export async function eventsAfter(
  ledger: Ledger,
  after: LogPosition | undefined,
): Promise<readonly LedgerEvent[]> {
  const events: LedgerEvent[] = [];
  for await (const event of ledger.follow(after ? { after } : {})) events.push(event);
  return events;
}

function happening({ record, event }: LedgerEvent) {
  const { type, data } = event;
  return { type, record, data, actor: [event["authtype"], event["authid"]] };
}

/** What happened after a place. */
export async function happenedAfter(
  ledger: Ledger,
  after: LogPosition | undefined,
): Promise<readonly Happened[]> {
  const found = await eventsAfter(ledger, after);
  return found.map((event) => ({
    type: event.event.type,
    record: event.record,
    text: told(happening(event)),
  }));
}

/** Takes the image of what happened after a place, and verifies every record that it touched. */
export async function imageOf(ledger: Ledger, after: LogPosition | undefined): Promise<Image> {
  const found = await eventsAfter(ledger, after);
  const touched = [...new Set(found.map(({ record }) => record))];
  const standing = [];
  for (const at of touched) {
    expect(await verifyRecord(ledger, at), at).toMatchObject({ verdict: "consistent", faults: [] });
    const { record } = await ledger.get(at);
    standing.push({ at, state: record?.state, keys: record?.keys, timers: record?.timers });
  }
  return {
    events: await happenedAfter(ledger, after),
    whole: told([found.map(happening), standing], true),
  };
}
