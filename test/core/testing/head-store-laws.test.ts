import { type HeadStore, type KeptHead, memoryHeads } from "@throughline/core/transparency";
import { headStoreLaws } from "../../../packages/core/src/testing/head-store-laws.js";
import { type Mutant, teeth, tick } from "./support.js";

const altered = (alter: (heads: HeadStore) => Partial<HeadStore>) => () => {
  const heads = memoryHeads();
  return { ...heads, ...alter(heads) };
};

/** Appends whatever comes, as one would to a plain list. */
const plainList = () => {
  const list: KeptHead[] = [];
  const store: HeadStore = {
    last: async () => list.at(-1),
    async append(head) {
      list.push(head);
      return true;
    },
    async *entries() {
      yield* list;
    },
  };
  return store;
};

const mutants: readonly Mutant<HeadStore>[] = [
  {
    name: "appends whatever comes",
    breaks: ["a head that is kept is never replaced", "a place that leaves a gap is refused"],
    make: plainList,
  },
  {
    name: "looks which place is next, then takes it",
    breaks: ["of several heads for one place at once exactly one is kept"],
    make: altered((heads) => ({
      async append(head) {
        const next = ((await heads.last())?.place ?? 0) + 1;
        await tick();
        if (head.place === next) await heads.append(head);
        return head.place === next;
      },
    })),
  },
  {
    name: "gives the newest first",
    breaks: ["heads are kept in order, and the last is the end of them"],
    make: altered((heads) => ({
      async *entries() {
        const list: KeptHead[] = [];
        for await (const head of heads.entries()) list.unshift(head);
        yield* list;
      },
    })),
  },
];

teeth(headStoreLaws, mutants);
