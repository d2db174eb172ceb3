import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { AxeBuilder } from "@axe-core/playwright";
import {
  type FieldIssue,
  languages,
  type RenderPageOptions,
  renderCheckAnswers,
  renderPage,
} from "@throughline/forms";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, launchChromium } from "../../support/chromium.js";
import { answered, goodInput, hostileTexts, start, workSupport } from "../support.js";

const css = () =>
  readFileSync(
    createRequire(import.meta.url).resolve("govuk-frontend/dist/govuk/govuk-frontend.min.css"),
    "utf8",
  );

/** The document around a form, as strict as a service has it: no script, no style but its own sheet. */
function documentOf(content: string, language: string): string {
  return `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8"><title>Form</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>${css()}</style></head>
<body class="govuk-template__body"><div class="govuk-width-container"><main class="govuk-main-wrapper">${content}</main></div></body></html>`;
}

const all = answered(start(), goodInput);
const draw = (page: string, options: Partial<RenderPageOptions>) =>
  renderPage(workSupport, all, page, { language: "en", action: "/", ...options });

describe.skipIf(chromiumPath === undefined)("in a browser", () => {
  let browser: Browser;
  let context: BrowserContext;
  beforeAll(async () => {
    browser = await launchChromium();
    context = await browser.newContext();
  });
  afterAll(async () => browser.close());

  async function violations(html: string): Promise<readonly string[]> {
    const page = await context.newPage();
    await page.setContent(html);
    const { violations: found } = await new AxeBuilder({ page }).analyze();
    await page.close();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join()}`);
  }

  test.each(languages)(
    "axe finds nothing on any page, with and without errors: %s",
    async (language) => {
      for (const { id, questions } of workSupport.definition.pages) {
        const issues = questions.map(
          ({ id: question, type }): FieldIssue => ({
            question,
            code: "required",
            fields: [{ date: `${question}-day`, address: `${question}-line-1` }[type as string] ?? question],
          }),
        );
        expect(await violations(documentOf(draw(id, { language }), language)), id).toEqual([]);
        expect(await violations(documentOf(draw(id, { language, issues }), language)), id).toEqual([]);
      }
      const check = renderCheckAnswers(workSupport, all, {
        language,
        action: "/",
        changeHref: (page) => `/${page}`,
      });
      expect(await violations(documentOf(check, language))).toEqual([]);
    },
    90_000,
  );

  test("axe would find a field that has lost its label", async () => {
    const broken = draw("name", {}).replace('for="full-name"', 'for="other"');
    expect((await violations(documentOf(broken, "en"))).join()).toContain("label:");
  });

  test("hostile text comes back from the fields as it went in, and makes no element", async () => {
    const page = await context.newPage();
    for (const text of [...hostileTexts, "\n\nlines first"]) {
      const input = { "caring-description": text };
      await page.setContent(documentOf(draw("caring-more", { input }), "en"));
      expect(await page.locator("textarea").inputValue()).toBe(text.replaceAll("\u0000", "\uFFFD"));
      expect(await page.locator("main *").count()).toBe(6); // form, group, heading, label, textarea, button
    }
    await page.close();
  });
});
