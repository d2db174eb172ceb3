import fc from "fast-check";
import { expect, test } from "vitest";
import {
  consistencySpans,
  inclusionSpans,
  nodesOf,
  type Span,
} from "../../../packages/core/src/transparency/span.js";

const size = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

/** Spans that lie side by side from the first leaf to the last. */
function tiles(spans: readonly Span[], end: number): boolean {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  return sorted.every((span, at) => span.start === (sorted[at - 1]?.end ?? 0)) && sorted.at(-1)?.end === end;
}

test("an inclusion proof and its leaf cover the tree, in at most one step a level, at any size", () => {
  fc.assert(
    fc.property(size, fc.double({ min: 0, max: 1, noNaN: true }), (total, share) => {
      const index = Math.min(total - 1, Math.floor(share * total));
      const spans = inclusionSpans(index, total);
      expect(tiles([...spans, { start: index, end: index + 1 }], total)).toBe(true);
      expect(spans.length).toBeLessThanOrEqual(Math.ceil(Math.log2(total)) + 1);
    }),
  );
});

test("a consistency proof covers the tree, with or without the old one", () => {
  fc.assert(
    fc.property(size, fc.double({ min: 0, max: 1, noNaN: true }), (to, share) => {
      const from = Math.max(1, Math.min(to, Math.floor(share * to)));
      const spans = consistencySpans(from, to);
      expect(tiles(spans, to) || tiles([...spans, { start: 0, end: from }], to)).toBe(true);
    }),
  );
});

test("a span is made of complete nodes, each at its place", () => {
  fc.assert(
    fc.property(size, (end) => {
      const nodes = nodesOf({ start: 0, end });
      const spans = nodes.map(({ level, index }) => ({
        start: index * 2 ** level,
        end: (index + 1) * 2 ** level,
      }));
      expect(tiles(spans, end)).toBe(true);
      expect(nodes.every(({ index }) => Number.isInteger(index))).toBe(true);
    }),
  );
});

test("sizes and places that mean nothing are refused", () => {
  for (const bad of [0, -1, 1.5, Number.NaN, 2 ** 53]) {
    expect(() => inclusionSpans(0, bad)).toThrow(RangeError);
    expect(() => consistencySpans(bad, 8)).toThrow(RangeError);
    expect(() => consistencySpans(1, bad)).toThrow(RangeError);
  }
  expect(() => inclusionSpans(8, 8)).toThrow(RangeError);
  expect(() => inclusionSpans(-1, 8)).toThrow(RangeError);
  expect(() => consistencySpans(9, 8)).toThrow(RangeError);
});
