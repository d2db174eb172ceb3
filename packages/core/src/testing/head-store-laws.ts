import type { HeadStore, KeptHead } from "../transparency/head-store.js";
import { holds, refused, same } from "./check.js";
import type { Law } from "./law.js";
import { all } from "./probe.js";

async function nextOf(heads: HeadStore): Promise<KeptHead> {
  const place = ((await heads.last())?.place ?? 0) + 1;
  return { place, document: `document-${crypto.randomUUID()}` };
}

async function keepsInOrder(heads: HeadStore): Promise<void> {
  const before = await all(heads.entries());
  same(await heads.last(), before.at(-1), "the last head and the end of all of them");
  const kept = [await nextOf(heads)];
  for (let count = 0; count < 3; count += 1) {
    const next = kept.at(-1) ?? (await nextOf(heads));
    same(await heads.append(next), true, "a head in the next place");
    same(await heads.last(), next, "the last head");
    kept.push(await nextOf(heads));
  }
  same(await all(heads.entries()), [...before, ...kept.slice(0, 3)], "all heads, oldest first");
}

async function takesOnePlace(heads: HeadStore): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    const { place } = await nextOf(heads);
    const rivals = Array.from({ length: 8 }, () => ({ place, document: `rival-${crypto.randomUUID()}` }));
    const won = await Promise.all(rivals.map((head) => heads.append(head)));
    same(won.filter(Boolean).length, 1, "winners among eight at once");
    same(await heads.last(), rivals[won.indexOf(true)], "the head that won");
  }
}

async function neverReplaces(heads: HeadStore): Promise<void> {
  const first = await nextOf(heads);
  await heads.append(first);
  const second = await nextOf(heads);
  await heads.append(second);
  same(await heads.append({ ...first, document: "other" }), false, "a head in a place that is taken");
  same((await all(heads.entries())).slice(-2), [first, second], "what is kept after that");
}

async function leavesNoGap(heads: HeadStore): Promise<void> {
  const { place, document } = await nextOf(heads);
  const before = await heads.last();
  await refused(heads.append({ place: place + 1, document }), "log/heads-lost", "a head past the next place");
  same(await heads.last(), before, "the last head after that");
  holds(await heads.append({ place, document }), "the next place is not to be had any more");
}

/** The contract of the `HeadStore` port, for any test runner. A law only ever adds, so one store serves them all. */
export const headStoreLaws: readonly Law<HeadStore>[] = [
  { name: "heads are kept in order, and the last is the end of them", run: keepsInOrder },
  { name: "of several heads for one place at once exactly one is kept", run: takesOnePlace },
  { name: "a head that is kept is never replaced", run: neverReplaces },
  { name: "a place that leaves a gap is refused", run: leavesNoGap },
];
