import { join } from "node:path";
import { openApiOf } from "@throughline/hub";
import { expect, test } from "vitest";
import { setUp } from "./world.js";

const { operations } = await setUp();
const document = openApiOf(operations, "Throughline");

/** JSON as the formatter leaves it: a list of plain values stands in one line where it fits. */
function laidOut(value: unknown, column = 0, indent = ""): string {
  const inner = `${indent}  `;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (!Array.isArray(value)) {
    const entries = Object.entries(value);
    const members = entries.map(([name, member], index) => {
      const label = `${inner}${JSON.stringify(name)}: `;
      const comma = index === entries.length - 1 ? 0 : 1;
      return `${label}${laidOut(member, label.length + comma, inner)}`;
    });
    return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n${indent}}`;
  }
  const line = `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
  const isPlain = value.every((item) => typeof item !== "object" || item === null);
  if (isPlain && column + line.length <= 110) return line;
  return `[\n${value.map((item) => `${inner}${laidOut(item, inner.length, inner)}`).join(",\n")}\n${indent}]`;
}

test("the published OpenAPI document is in step with the code", async () => {
  const file = join(import.meta.dirname, "../../packages/hub/openapi.json");
  const text = `${laidOut(JSON.parse(JSON.stringify(document)))}\n`;
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(document)));
  await expect(text).toMatchFileSnapshot(file);
});

test("every operation has a name of its own, and every reference leads somewhere", () => {
  const ids = operations.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(30);
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to = ""]) => to);
  expect(references.filter((to) => to.includes("Json") || !to.endsWith("/Problem")).length).toBeGreaterThan(
    0,
  );
  for (const reference of references) {
    expect(reference).toMatch(/^#\/components\/schemas\/\w+$/);
    const { schemas } = document["components"] as { readonly schemas: object };
    expect(Object.keys(schemas)).toContain(reference.split("/").at(-1));
  }
});

test("every path parameter is described, and no address takes a person's name", () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    expect(path).toMatch(/^(\/([a-z]+(-[a-z]+)*|\{[a-z]+\}))+$/);
    expect(path).not.toMatch(/subject|person/);
    for (const entry of Object.values(methods)) {
      const { parameters } = entry as { readonly parameters: readonly { readonly name: string }[] };
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(parameters.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    }
  }
});
