import { expect, test } from "vitest";
import { fieldBlock } from "../../packages/paper/src/field-blocks.js";

const accepts = (answer: unknown): boolean =>
  fieldBlock.safeParse({ type: "field", label: "x", answer }).success;
const labels = { day: "Day", month: "Month", year: "Year" };

test.each([
  [{ kind: "lines", lines: 1 }],
  [{ kind: "boxes", groups: [1] }],
  [{ kind: "ticks", options: [{ label: "Yes" }] }],
  [{ kind: "date", labels }],
  [{ kind: "signature" }],
])("%j is an answer", (answer) => expect(accepts(answer)).toBe(true));

test.each([
  [{ kind: "lines", lines: 0 }],
  [{ kind: "lines", lines: 1e9 }],
  [{ kind: "boxes", groups: [] }],
  [{ kind: "boxes", groups: [0.5] }],
  [{ kind: "ticks", options: [] }],
  [{ kind: "date", labels, value: "2026-02-30" }],
  [{ kind: "date" }],
  [{ kind: "signature", value: "x" }],
])("%j is none", (answer) => expect(accepts(answer)).toBe(false));
