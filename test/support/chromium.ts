import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** What lets Chromium run as root in a container and keeps it from calling home. */
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

function find(): string | undefined {
  const named = process.env["CHROMIUM_PATH"];
  const found = (named === undefined ? places : [named]).find((place) => existsSync(place));
  if (found === undefined) {
    console.warn(
      `Skipped: browser tests, for there is no Chromium${named === undefined ? "" : ` at ${named}, which CHROMIUM_PATH names`}. ` +
        "apt-get install -y --no-install-recommends chromium (or CHROMIUM_PATH=/path/to/chromium) enables them.",
    );
  }
  return found;
}

/** The browser's executable, or undefined (and the reason printed). Use as `describe.skipIf(chromiumPath === undefined)`. */
export const chromiumPath: string | undefined = find();

/** Opens the browser. Axe needs pages from `browser.newContext()`. */
export async function launchChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error("There is no Chromium: guard with describe.skipIf.");
  return chromium.launch({ executablePath: chromiumPath, args: quiet });
}
