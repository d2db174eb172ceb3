import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { paperDocumentJsonSchema, parsePaperDocument, renderPdf } from "@throughline/paper";
import { expect, test } from "vitest";

const golden = join(import.meta.dirname, "golden");

test("the published schema is the one of the code (if it should change: npx vitest run test/paper/json-schema.test.ts -u)", async () => {
  const schema = paperDocumentJsonSchema();
  expect(schema["$schema"]).toBe("https://json-schema.org/draft/2020-12/schema");
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    "../../packages/paper/schemas/paper-document.v1.json",
  );
});

test.each(readdirSync(golden))("%s, of a released version, is still read and printed", async (file) => {
  const document = parsePaperDocument(JSON.parse(readFileSync(join(golden, file), "utf8")));
  expect((await renderPdf(document)).length).toBeGreaterThan(10_000);
});
