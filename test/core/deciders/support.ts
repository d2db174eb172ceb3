import { type Actor, isThroughlineError, type Store } from "@throughline/core";

/** A small decider of a real kind, tried on a store. */
export interface DeciderProof {
  readonly name: string;
  run(store: Store): Promise<void>;
}

export const officer: Actor = { kind: "staff", id: "s-12", organisation: "work-and-careers", unit: "north" };

/** A value that no other proof uses. */
export function fresh(prefix: string): string {
  return `${prefix}-${crypto.randomUUID()}`;
}

export async function pause(ms: number): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, ms));
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** "done", or the code of the refusal; anything else is thrown on. */
export async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (isThroughlineError(error)) return error.code;
    throw error;
  }
}
