import { isThroughlineError } from "@throughline/core";
import { fileTombstones } from "@throughline/core/node";

/** Adds a tombstone to the book in a file, and prints what came of it. */
const [file = ""] = process.argv.slice(2);
try {
  await fileTombstones({ file }).add({ subject: "p-1", destroyedAt: "2026-11-23T10:00:00.000Z" });
  console.log("added");
} catch (error) {
  console.log(isThroughlineError(error) ? error.code : String(error));
}
