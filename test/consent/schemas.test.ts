import { join } from "node:path";
import { noticeSchema, purposeSchema } from "@throughline/consent";
import { expect, test } from "vitest";
import * as z from "zod";

const folder = join(import.meta.dirname, "../../packages/consent/schemas");

test.each([
  ["purpose.v1", purposeSchema, "A purpose: what data is used for, which, by whom, and why that is lawful"],
  ["notice.v1", noticeSchema, "One rendering of a notice: what a person was told"],
] as const)("the published schema %s is in step with the code", async (name, schema, title) => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12" });
  const published = { $schema, $id: `urn:throughline:schema:${name}`, title, ...rest };
  await expect(`${JSON.stringify(published, undefined, 2)}\n`).toMatchFileSnapshot(
    join(folder, `${name}.json`),
  );
});
