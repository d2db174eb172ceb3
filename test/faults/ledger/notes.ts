import { type Change, isThroughlineError, newId, type RecordId, recordOf } from "@throughline/core";

/** The address of a record that does not exist yet. */
export function freshNote(): RecordId {
  return recordOf("note", newId("nte"));
}

/** A change that writes one event. */
export function note(record: RecordId, expectedVersion = 0, parts: Partial<Change> = {}): Change {
  const n = expectedVersion + 1;
  const events = [{ type: "note.written", data: { n } }];
  return { record, expectedVersion, law: 1, events, state: { n }, keys: [], timers: [], ...parts };
}

/** "done", or the code of the error; anything without a code is thrown on. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (isThroughlineError(error)) return error.code;
    throw error;
  }
}

/** How often each item came: `done 3, ledger/conflict 57`. */
export function counted(items: Iterable<string>): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].map(([item, count]) => `${item} ${count}`).join(", ");
}
