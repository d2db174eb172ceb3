import { formDefinitionSchema, formResponseSchema } from "@throughline/forms";
import { expect, test } from "vitest";
import * as z from "zod";
import { answered, fact, goodInput, start, workSupport } from "./support.js";

// After a change that is meant: `npx vitest run test/forms/schemas.test.ts -u`.
test.each([
  ["form-definition.v1", "Form definition", formDefinitionSchema],
  ["form-response.v1", "Form response", formResponseSchema],
] as const)("the published schema of %s is in step with the code", async (name, title, schema) => {
  const { $schema, ...shape } = z.toJSONSchema(schema, { target: "draft-2020-12", io: "input" });
  const document = { $schema, $id: `urn:throughline:schema:${name}`, title, ...shape };
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(
    `../../packages/forms/schemas/${name}.json`,
  );
});

test("the golden form and response of version 1 are still read", async () => {
  await expect(`${JSON.stringify(workSupport.definition, null, 2)}\n`).toMatchFileSnapshot(
    "golden/form-definition.v1.json",
  );
  const response = answered(start(workSupport, [fact("person.full-name", "Carys Ann Morgan")]), goodInput);
  await expect(`${JSON.stringify(response, null, 2)}\n`).toMatchFileSnapshot("golden/form-response.v1.json");
  expect(formDefinitionSchema.safeParse(workSupport.definition).success).toBe(true);
  expect(formResponseSchema.safeParse(response).success).toBe(true);
});
