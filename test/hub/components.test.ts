import { expect, test } from "vitest";
import * as z from "zod";
import { createComponents } from "../../packages/hub/src/components.js";

interface Tree {
  readonly children: readonly Tree[];
}

const tree: z.ZodType<Tree> = z.lazy(() => z.strictObject({ children: z.array(tree).readonly() }));

test("a plain schema stays where it is", () => {
  const { describe, schemas } = createComponents();
  expect(describe(z.strictObject({ count: z.int().min(1).max(9) }), "input", "a")).toEqual({
    type: "object",
    properties: { count: { type: "integer", minimum: 1, maximum: 9 } },
    required: ["count"],
    additionalProperties: false,
  });
  expect(schemas).toEqual({});
});

test("a schema that contains itself becomes a component that refers to itself by its new address", () => {
  const { describe, schemas } = createComponents();
  const json = describe(tree, "output", "treeAnswer");
  const [[name, component] = []] = Object.entries(schemas);
  const reference = { $ref: `#/components/schemas/${name}` };
  expect(json).toEqual(reference);
  expect(component).toMatchObject({ properties: { children: { items: reference } } });
});

test("two schemas share the component of what they have in common, and others never meet", () => {
  const { describe, schemas } = createComponents();
  describe(z.strictObject({ data: z.json() }), "input", "first");
  expect(JSON.stringify(describe(z.strictObject({ more: z.json() }), "input", "second"))).toContain(
    '"#/components/schemas/first_',
  );
  describe(tree, "input", "third");
  expect(Object.keys(schemas)).toHaveLength(2);
  expect(JSON.stringify(schemas)).not.toContain("$defs");
});
