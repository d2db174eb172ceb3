import { HubError } from "./errors.js";

function tooLarge(limit: number): never {
  throw new HubError("hub/body-too-large", { details: { limitBytes: limit } });
}

async function readAll(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > limit) tooLarge(limit);
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

/**
 * Reads a JSON body, never more of it than the limit.
 *
 * @throws HubError `hub/not-json`, `hub/body-too-large`.
 */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json" || !request.body) throw new HubError("hub/not-json");
  if (Number(request.headers.get("content-length") ?? 0) > limit) tooLarge(limit);
  const bytes = await readAll(request.body, limit);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new HubError("hub/not-json");
  }
}
