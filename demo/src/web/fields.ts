import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";

/** The largest form that is read, in bytes: every question at its longest, and room for the encoding. */
const largest = 64 * 1024;

/** Refuses larger ones before they are read. */
export const limitFields = bodyLimit({
  maxSize: largest,
  onError: (context) => context.text("Too large.", 413),
});

/** The fields of a posted form; a file or a repeated field counts as its last text. What is no form has none. */
export async function readFields(context: Context): Promise<Readonly<Record<string, string>>> {
  const form = await context.req.formData().catch(() => new FormData());
  return Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
