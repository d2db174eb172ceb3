/** Does so many turns, several side by side. */
export async function inLanes(
  turns: number,
  lanes: number,
  work: (turn: number, lane: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const walk = async (lane: number) => {
    while (next < turns) {
      const turn = next;
      next += 1;
      await work(turn, lane);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, turns) }, (_, lane) => walk(lane)));
}

/** Waits. */
export async function sleep(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/** Does something over and over beside `work`, until that is done. */
export async function meanwhile<Result>(
  again: () => Promise<void>,
  pauseMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  let isOver = false;
  const repeating = (async () => {
    while (!isOver) {
      await again();
      await sleep(pauseMs);
    }
  })();
  try {
    return await work();
  } finally {
    isOver = true;
    await repeating;
  }
}

/** A number from 0 to below this, whole. */
export function anyBelow(most: number): number {
  return Math.floor(Math.random() * most);
}

/** The items in any order. */
export function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
