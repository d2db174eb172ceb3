import type { JsonObject } from "@throughline/core";
import type { PaperBlock } from "./blocks.js";
import { PaperError } from "./errors.js";
import { type PaperDocument, paperDocument } from "./model.js";

/** Blocks that print nothing. */
const blank: readonly PaperBlock["type"][] = ["spacer", "page-break"];

/**
 * Reads a paper document that came from elsewhere.
 *
 * @throws PaperError `paper/unknown-version`, `paper/empty-document`, `paper/invalid-document` (with the paths of the
 * fields, never their values) or `paper/heading-order`.
 */
export function parsePaperDocument(value: unknown): PaperDocument {
  checkVersion(value);
  const parsed = paperDocument.safeParse(value);
  if (!parsed.success) {
    const body = (value as { body?: unknown }).body;
    if (Array.isArray(body) && body.length === 0) throw new PaperError("paper/empty-document");
    const fields = [...new Set(parsed.error.issues.map((issue) => safePath(issue.path)))].slice(0, 20);
    throw new PaperError("paper/invalid-document", { details: { fields } });
  }
  if (parsed.data.body.every((block) => blank.includes(block.type)))
    throw new PaperError("paper/empty-document");
  checkHeadings(parsed.data.body);
  return parsed.data;
}

/** A version is named only where it is a number: any other value could be anything. */
function checkVersion(value: unknown): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new PaperError("paper/invalid-document", { details: { fields: [""] } });
  }
  const version = (value as { version?: unknown }).version;
  if (version === 1) return;
  const details: JsonObject = typeof version === "number" && Number.isFinite(version) ? { version } : {};
  throw new PaperError("paper/unknown-version", { details: { ...details, known: [1] } });
}

function checkHeadings(body: readonly PaperBlock[]): void {
  let level = 0;
  for (const [index, block] of body.entries()) {
    if (block.type !== "heading") continue;
    if (block.level > level + 1) {
      throw new PaperError("paper/heading-order", { details: { field: `body.${index}` } });
    }
    level = block.level;
  }
}

/** zod's paths hold only names of our schema and positions, since unknown members are reported at their parent. */
function safePath(path: readonly PropertyKey[]): string {
  return path.map(String).join(".");
}
