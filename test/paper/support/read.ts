import { writePdf } from "../../../packages/paper/src/render.js";
import { type ReadPdf, readPdf } from "./pdf.js";

/** Renders without compression and reads the file back. */
export async function rendered(document: unknown): Promise<ReadPdf> {
  return readPdf(await writePdf(document, { compress: false }));
}

/** The code and details of what a call is refused with. */
export async function refusal(call: () => unknown): Promise<{ code: unknown; details: unknown }> {
  try {
    await call();
  } catch (error) {
    const { code, details } = error as { code?: unknown; details?: unknown };
    return { code, details };
  }
  throw new Error("Nothing was refused.");
}
