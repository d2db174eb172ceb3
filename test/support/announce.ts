import { existsSync } from "node:fs";
import { vectorsFolder } from "./vectors.js";

// Before a run: what it will leave out, and why. The import of the browser's place says its own reason.
await import("./chromium.js");
if (!existsSync(vectorsFolder)) {
  console.warn(
    `Skipped: tests on vectors that others wrote, for there are none at ${vectorsFolder}. ` +
      "Set THROUGHLINE_VECTORS to the folder that holds them.",
  );
}
