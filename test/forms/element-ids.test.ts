import { renderPage } from "@throughline/forms";
import { expect, test } from "vitest";
import { elementIds } from "../../packages/forms/src/element-ids.js";
import { readHtml } from "./html-reader.js";
import { answered, goodInput, start, workSupport } from "./support.js";

test("every id and name that a question takes on a page is known beforehand", () => {
  const all = answered(start(), goodInput);
  for (const page of workSupport.definition.pages) {
    const issues = page.questions.map(
      ({ id }) => ({ question: id, code: "required", fields: [id] }) as const,
    );
    const elements = readHtml(renderPage(workSupport, all, page.id, { language: "en", action: "/", issues }));
    const taken = elements.flatMap(({ attributes }) =>
      [attributes.get("id") ?? [], attributes.get("name") ?? []].flat(),
    );
    const reserved = new Set(page.questions.flatMap((question) => [...elementIds(question)]));
    expect(taken.filter((id) => !reserved.has(id))).toEqual([]);
    expect(taken.length).toBeGreaterThan(1);
  }
});
