import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { renderCheckAnswers, renderPage } from "@throughline/forms";
import { expect, test } from "vitest";
import { readHtml } from "../html-reader.js";
import { answered, both, goodInput, start, workSupport } from "../support.js";
import { drawn, issue, withClass } from "./drawn.js";

test("the error's first word is there for those who do not see its colour", () => {
  const issues = [issue("required", "q")];
  const told = (language: "en" | "cy") =>
    withClass(
      drawn({ id: "q", type: "text", label: both("Name", "Enw") }, { language, issues }),
      "govuk-error-message",
    )[0]?.text;
  expect(told("en")).toBe("Error: Enter name");
  expect(told("cy")).toBe("Gwall: Rhowch enw");
});

test("a label is larger where it heads the page", () => {
  const label = withClass(drawn({ id: "q", type: "text", label: both("Name") }), "govuk-label");
  expect(label[0]?.attributes.get("class")).toBe("govuk-label govuk-label--l");
  const several = readHtml(
    renderPage(workSupport, answered(start(), goodInput), "home", { language: "en", action: "/" }),
  );
  expect(withClass(several, "govuk-fieldset__legend--m")).toHaveLength(2);
  expect(withClass(several, "govuk-fieldset__legend--l")).toEqual([]);
});

const manifest = (() => {
  try {
    return createRequire(import.meta.url).resolve("govuk-frontend/package.json");
  } catch {
    return "";
  }
})();
if (!existsSync(manifest))
  console.log("skipped: govuk-frontend is not installed; `npm install` enables its class check");

test.skipIf(!existsSync(manifest))("every class and component is one that govuk-frontend has", () => {
  const folder = join(dirname(manifest), "dist/govuk");
  const css = readFileSync(join(folder, "govuk-frontend.min.css"), "utf8").replaceAll("\\", "");
  const components = new Set(readdirSync(join(folder, "components")).map((name) => `govuk-${name}`));
  const all = answered(start(), goodInput);
  const pages = workSupport.definition.pages.map(({ id, questions }) => {
    const issues = questions.map(
      ({ id: question }) => ({ question, code: "required", fields: [question] }) as const,
    );
    return renderPage(workSupport, all, id, { language: "en", action: "/", issues });
  });
  const check = renderCheckAnswers(workSupport, all, { language: "en", action: "/", changeHref: () => "/" });
  const elements = [...pages, check].flatMap(readHtml);
  const classes = new Set(elements.flatMap(({ attributes }) => attributes.get("class")?.split(" ") ?? []));
  const unstyled = ["govuk-label-wrapper"];
  expect([...classes].filter((name) => !css.includes(`.${name}`) && !unstyled.includes(name))).toEqual([]);
  expect(classes.size).toBeGreaterThan(30);
  const modules = elements.flatMap(({ attributes }) => attributes.get("data-module") ?? []);
  expect(modules.filter((name) => !components.has(name))).toEqual([]);
});
