import { formDefinitionSchema } from "@throughline/forms";
import { expect, test } from "vitest";
import { workSupport } from "./support.js";

const definition = workSupport.definition;

test("a definition is read as it is", () => {
  expect(formDefinitionSchema.parse(definition)).toEqual(definition);
});

test.each(["version", "id", "title", "pages"])("a definition without its %s is none", (member) => {
  const { [member]: _, ...rest } = definition as Readonly<Record<string, unknown>>;
  expect(formDefinitionSchema.safeParse(rest).success).toBe(false);
});

test.each(["id", "title", "questions"])("a page without its %s is none", (member) => {
  const { [member]: _, ...page } = definition.pages[0] as Readonly<Record<string, unknown>>;
  expect(formDefinitionSchema.safeParse({ ...definition, pages: [page] }).success).toBe(false);
});
