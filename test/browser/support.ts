import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";

/** Where pictures of every page go, if anybody wants to look at them. */
const pictures = process.env["THROUGHLINE_PICTURES"];

/** A person or officer at a screen of their own. */
export interface Seat {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Checks the page that is open: axe, language, one heading, no script; and takes a picture of it. */
  look(name: string): Promise<void>;
  /** Fills a field found by its label. */
  fill(label: string | RegExp, value: string): Promise<void>;
  /** Chooses a radio button by its label. */
  choose(label: string): Promise<void>;
  /** Presses a button and waits for the next page. */
  press(name: string): Promise<void>;
  /** Presses Enter where the keyboard is, and waits for the next page. */
  enter(): Promise<void>;
}

/** Opens a browser window. JavaScript stays on for axe alone: `look` refuses a page that carries any. */
export async function seat(
  browser: Browser,
  baseURL: string,
  viewport = { width: 1280, height: 900 },
): Promise<Seat> {
  const context = await browser.newContext({ baseURL, viewport });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error)));
  return {
    context,
    page,
    async look(name) {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html).join(" ")}`),
      ).toEqual([]);
      expect(await page.locator("script, [style], [onclick]").count(), `${name}: script or style`).toBe(0);
      expect(await page.locator("h1").count(), `${name}: one main heading`).toBe(1);
      expect(
        problems.filter((problem) => !problem.includes("status of 4")),
        name,
      ).toEqual([]);
      if (pictures === undefined) return;
      await mkdir(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
    },
    fill: (label, value) =>
      page.getByLabel(label, typeof label === "string" ? { exact: true } : {}).fill(value),
    choose: (label) => page.getByLabel(label, { exact: true }).check(),
    async press(name) {
      await page.getByRole("button", { name, exact: true }).click();
      await page.waitForLoadState("load");
    },
    async enter() {
      await Promise.all([page.waitForEvent("framenavigated"), page.keyboard.press("Enter")]);
      await page.waitForLoadState("load");
    },
  };
}
