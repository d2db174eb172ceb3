/** A stream of bytes, as far as it is needed here: the platform's and undici's differ in the rest. */
interface ByteStream {
  cancel(): Promise<void>;
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
    cancel(): Promise<void>;
  };
}

/** A message with a body: a request or a response. */
export interface Message {
  /** The body. Null: there is none. */
  readonly body: ByteStream | null;
  /** Header fields. */
  readonly headers: { get(name: string): string | null };
}

function declaredLength(headers: Message["headers"]): number {
  const text = headers.get("content-length") ?? "";
  return /^\d+$/.test(text) ? Number(text) : 0;
}

function concatenated(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/**
 * Reads a body up to a limit and not a chunk beyond it. The bytes are counted after decompression, so a small body that
 * unpacks to a large one is cut off like any other.
 *
 * @returns Undefined where there is more than the limit; the rest is then never read.
 */
export async function readLimited(
  { body, headers }: Message,
  limit: number,
): Promise<Uint8Array | undefined> {
  if (!body) return new Uint8Array();
  if (declaredLength(headers) > limit) {
    await body.cancel();
    return undefined;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done || !value) return concatenated(chunks, length);
    length += value.byteLength;
    if (length > limit) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
}
