import { expect, test } from "vitest";
import { flow } from "../../../packages/paper/src/layout/flow.js";
import type { Mark, Rectangle } from "../../../packages/paper/src/layout/strip.js";
import { styles } from "../../../packages/paper/src/layout/style.js";
import { everyBlock } from "../support/samples.js";

const boxes = (mark: Mark): readonly Rectangle[] => {
  if (mark.kind === "text") return [{ x: mark.x, y: mark.y, width: 0, height: 0 }];
  return mark.kind === "cross" ? [mark.rectangle] : mark.rectangles;
};

test.each(["standard", "large-print"] as const)("%s: what is in a strip is inside its height", (format) => {
  const typesetter = {
    style: styles[format],
    covers: () => true,
    measure: (text: string, _: unknown, size: number) => text.length * size * 0.6,
  };
  for (const strip of flow(typesetter, everyBlock)) {
    for (const { y, height } of strip.contents.flatMap(({ marks }) => marks.flatMap(boxes))) {
      expect(y).toBeGreaterThanOrEqual(-1e-6);
      expect(y + height).toBeLessThanOrEqual(strip.height + 1e-6);
    }
  }
});
