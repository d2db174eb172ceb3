import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keyCache, type Moment } from "../../../packages/core/src/sealing/key-cache.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const now = (): Moment => ({ steady: Date.now(), wall: Date.now() });
const kept = (cacheSeconds: number) =>
  keyCache<string>({
    cacheSeconds,
    isFresh: ({ wall }) => Date.now() - wall < cacheSeconds * 1000,
    isFinal: (found) => found === "tombstone",
  });

test("what is too old leaves the memory, also where nobody asks any more", () => {
  const cache = kept(30);
  cache.put("p-1", "key", now());
  vi.advanceTimersByTime(20_000);
  cache.put("p-2", "key", now());
  expect([cache.size(), cache.get("p-1")]).toEqual([2, "key"]);
  vi.advanceTimersByTime(10_000);
  expect([cache.size(), cache.get("p-2")]).toEqual([1, "key"]);
  vi.advanceTimersByTime(20_000);
  expect([cache.size(), vi.getTimerCount()]).toEqual([0, 0]);
  cache.put("p-3", "key", now());
  vi.advanceTimersByTime(30_000);
  expect(cache.size()).toBe(0);
});

test("nothing is kept for zero seconds, nor waited for", () => {
  const cache = kept(0);
  expect(cache.put("p-1", "key", now())).toBe("key");
  expect([cache.size(), vi.getTimerCount()]).toEqual([0, 0]);
});

test("at most a thousand are kept, the newest of them", () => {
  const cache = kept(30);
  for (let n = 0; n <= 1000; n += 1) cache.put(`p-${n}`, "key", now());
  expect([cache.size(), cache.get("p-0"), cache.get("p-1")]).toEqual([1000, undefined, "key"]);
});

test("nothing takes the place of a tombstone while it is kept; what is dropped is gone", () => {
  const cache = kept(30);
  cache.put("p-1", "tombstone", now());
  expect([cache.put("p-1", "key", now()), cache.get("p-1")]).toEqual(["tombstone", "tombstone"]);
  cache.drop("p-1");
  expect([cache.get("p-1"), cache.put("p-1", "key", now())]).toEqual([undefined, "key"]);
});
