import { memoryTiles, type TileStore } from "@throughline/core/transparency";
import { tileStoreLaws } from "../../../packages/core/src/testing/tile-store-laws.js";
import { type Mutant, teeth, tick } from "./support.js";

const altered = (alter: (tiles: TileStore) => Partial<TileStore>) => () => {
  const tiles = memoryTiles();
  return { ...tiles, ...alter(tiles) };
};

/** Keeps whatever comes last, as one would with a plain upsert. */
const lastWins = () => {
  const tiles = memoryTiles();
  const kept = new Map<string, Uint8Array>();
  const key = (log: string, { level, number }: { level: number; number: number }) =>
    `${log} ${level} ${number}`;
  const store: TileStore = {
    ...tiles,
    async append(log, made, size) {
      for (const tile of made) kept.set(key(log, tile), tile.hashes);
      return tiles.append(log, [], size);
    },
    read: async (log, places) => places.map((place) => kept.get(key(log, place))),
  };
  return store;
};

const mutants: readonly Mutant<TileStore>[] = [
  {
    name: "keeps the tile that comes last",
    breaks: [
      "the widest tile stays, and a size never becomes smaller",
      "a tile that begins otherwise is refused, with nothing written",
    ],
    make: lastWins,
  },
  {
    name: "answers in an order of its own",
    breaks: ["tiles come in the order asked for, each log's its own"],
    make: altered((tiles) => ({
      read: async (log, places) => [...(await tiles.read(log, places))].reverse(),
    })),
  },
  {
    name: "loses a tile where many write",
    breaks: ["many writers at once leave the widest of each tile"],
    make: altered((tiles) => {
      let writing = 0;
      return {
        async append(log, made, size) {
          writing += 1;
          const isAlone = writing === 1;
          await tick();
          const isKept = await tiles.append(log, isAlone ? made : [], size);
          writing -= 1;
          return isKept;
        },
      };
    }),
  },
  {
    name: "locates a leaf in its tile only",
    breaks: ["a leaf is located by its hash"],
    make: altered((tiles) => ({
      async locate(log, leaf) {
        const place = await tiles.locate(log, leaf);
        return place === undefined ? undefined : place % 256;
      },
    })),
  },
  {
    name: "looks at what is kept, then keeps another",
    breaks: ["of several documents to be kept at once one is, in place of what was seen"],
    make: altered((tiles) => ({
      async keep(next, instead) {
        const now = await tiles.kept();
        if (now?.document !== instead?.document) return false;
        await tick();
        await tiles.keep(next, await tiles.kept());
        return true;
      },
    })),
  },
];

teeth(tileStoreLaws, mutants);
