import { readFileSync } from "node:fs";
import {
  formDefinitionSchema,
  formResponseSchema,
  parseForm,
  resumeResponse,
  submit,
} from "@throughline/forms";
import { expect, test } from "vitest";
import * as z from "zod";

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

/** A document as version 1 of the package wrote it. It stays as it is for as long as version 1 is read. */
function golden(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./golden/${name}.v1.json`, import.meta.url), "utf8"));
}

test("a form and a response that version 1 wrote are read, with the hash they had", () => {
  const form = parseForm(golden("form-definition"));
  expect(form.hash).toBe("a9ed28713cf6820ae3e716e8e0c486d1d8da550b13563df6d61867d59d9cabde");
  const response = resumeResponse(form, golden("form-response"), { today: "2026-11-23" });
  const result = submit(form, response);
  expect(
    result.ok && result.submission.answers.map(({ question, origin }) => `${question} ${origin}`),
  ).toEqual([
    "full-name confirmed",
    "date-of-birth asked",
    "housing asked",
    "address asked",
    "cares asked",
    "caring-description asked",
  ]);
});
