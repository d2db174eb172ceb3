import { readFileSync } from "node:fs";
import { expect } from "vitest";
import * as z from "zod";

/** The golden example of a document, as every release has to read it. */
export function golden(name: string): Record<string, unknown> {
  const text = readFileSync(new URL(`golden/${name}.json`, import.meta.url), "utf8");
  return JSON.parse(text) as Record<string, unknown>;
}

/** The published schema is in step with the code, and every member of the example is needed or known. */
export async function expectPublished(name: string, title: string, schema: z.ZodType): Promise<void> {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12" });
  const published = { $schema, $id: `urn:throughline:schema:${name}`, title, ...rest };
  const file = new URL(`../../../packages/core/schemas/${name}.json`, import.meta.url).pathname;
  await expect(`${JSON.stringify(published, undefined, 2)}\n`).toMatchFileSnapshot(file);
  const example = golden(name);
  expect(schema.parse(example)).toEqual(example);
  expect(schema.safeParse({ ...example, more: true }).success).toBe(false);
}
