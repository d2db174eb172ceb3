/** The one source of chance in a simulated world: the same seed gives the same choices. */
export interface Random {
  /** 32 random bits. */
  word(): number;
  /** A whole number from 0, below the limit. */
  below(limit: number): number;
  /** A whole number from the least to the most, both included. */
  between(least: number, most: number): number;
  /** True so often, from 0 for never to 1 for always. */
  chance(probability: number): boolean;
  /** One of the list. */
  pick<Item>(list: readonly [Item, ...Item[]]): Item;
  /** Another generator, so that one part of the world draws without moving the others' choices. */
  fork(): Random;
}

/** The small fast counter generator sfc32 of Chris Doty-Humphrey (PractRand), 128 bits of state. */
function sfc32(seed: number): () => number {
  let [a, b, c, counter] = [0, 0x9e3779b9, seed >>> 0, 1];
  const next = () => {
    const word = (((a + b) >>> 0) + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + word) >>> 0;
    return word;
  };
  for (let warm = 0; warm < 15; warm += 1) next();
  return next;
}

/** A generator from a seed, of which 32 bits count. */
export function randomFrom(seed: number): Random {
  const word = sfc32(seed);
  const below = (limit: number) => Math.floor((word() / 2 ** 32) * limit);
  return {
    word,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (probability) => word() / 2 ** 32 < probability,
    pick: (list) => list[below(list.length)] ?? list[0],
    fork: () => randomFrom(word()),
  };
}
