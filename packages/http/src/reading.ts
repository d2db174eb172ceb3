import type * as z from "zod";
import { HttpError } from "./errors.js";

/** How the body of an answer is read. */
export interface Reading<Value> {
  /** Sent as `Accept`. */
  readonly accept: string;
  /** Reads the body. Throws `http/bad-response`. */
  read(bytes: Uint8Array): Value;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new HttpError("http/bad-response", { details: { reason: "not UTF-8" } });
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError("http/bad-response", { details: { reason: "not JSON" } });
  }
}

/** The answer is JSON that the schema accepts. What it holds instead is never told, only where. */
export function asJson<Value>(schema: z.ZodType<Value>): Reading<Value> {
  return {
    accept: "application/json",
    read(bytes) {
      const result = schema.safeParse(parsedJson(decoded(bytes)));
      if (result.success) return result.data;
      const members = result.error.issues.slice(0, 10).map((issue) => issue.path.join("."));
      throw new HttpError("http/bad-response", { details: { reason: "unexpected shape", members } });
    },
  };
}

/** The answer is text in UTF-8. */
export const asText: Reading<string> = { accept: "text/*, */*;q=0.1", read: decoded };

/** The answer is bytes. */
export const asBytes: Reading<Uint8Array> = { accept: "*/*", read: (bytes) => bytes };

/** The answer's body does not matter. */
export const asNothing: Reading<undefined> = { accept: "*/*", read: () => undefined };
