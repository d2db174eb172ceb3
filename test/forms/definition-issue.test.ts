import { parseForm } from "@throughline/forms";
import { expect, test } from "vitest";
import { definitionCodes, workSupport } from "./support.js";

test("a schema's issues become ours, each with its place, never in a library's words or with the value", () => {
  const bad = JSON.parse(JSON.stringify(workSupport.definition).replace("Beth yw eich enw llawn?", " "));
  bad.version = 7;
  bad.secret = "do not repeat";
  const details = (() => {
    try {
      return parseForm(bad);
    } catch (error) {
      return JSON.stringify(Object.assign({}, error));
    }
  })();
  expect(Array.from(definitionCodes(() => parseForm(bad))).sort()).toEqual([
    "invalid",
    "missing-language",
    "unknown-version",
  ]);
  expect(details).toContain('"path":"pages.0.questions.0.label.cy"');
  expect(details).not.toMatch(/Invalid|expected|do not repeat/);
});
