import { type Dispatcher, fetch } from "undici";
import { HttpError } from "./errors.js";
import { connectionFailure } from "./failure.js";
import { readLimited } from "./limited-body.js";
import { type Hop, isRedirect, nextHop } from "./redirect.js";
import type { UrlPolicy } from "./url-policy.js";

/** How requests go out. */
export interface TransportOptions {
  /** Connects to checked addresses only. */
  readonly dispatcher: Dispatcher;
  /** Checks the URL of every hop. */
  readonly checkUrl: UrlPolicy;
  /** How many redirects are followed. */
  readonly maxRedirects: number;
}

/** One try of a request. */
export interface Try {
  /** The request. */
  readonly hop: Hop;
  /** Bytes that the answer may have. */
  readonly maxResponseBytes: number;
  /** Ends the try, also while the answer is being read. */
  readonly signal: AbortSignal;
}

type Answer = Awaited<ReturnType<typeof fetch>>;

/** Statuses whose response has no body by definition; the Response constructor refuses one. */
const bodiless = [101, 204, 205, 304];

async function ask(
  { url, method, headers, content }: Hop,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<Answer> {
  return await fetch(url, {
    method,
    headers: [...headers],
    body: content ?? null,
    redirect: "manual",
    credentials: "omit",
    dispatcher,
    signal,
  });
}

async function whole(answer: Answer, limit: number, host: string): Promise<Response> {
  const bytes = await readLimited(answer, limit);
  if (!bytes)
    throw new HttpError("http/too-large", {
      details: { host, status: answer.status, maxResponseBytes: limit },
    });
  const headers = new Headers([...answer.headers]);
  return new Response(bodiless.includes(answer.status) ? null : new Uint8Array(bytes), {
    status: answer.status,
    headers,
  });
}

/**
 * Sends one request and reads the whole answer, within limits. The body is read here, so that a try that breaks off in
 * the middle of it counts as failed.
 */
export async function exchange(
  options: TransportOptions,
  { hop, maxResponseBytes, signal }: Try,
): Promise<Response> {
  let at = hop;
  for (let followed = 0; ; followed += 1) {
    options.checkUrl(at.url);
    const host = at.url.hostname;
    try {
      const answer = await ask(at, options.dispatcher, signal);
      if (!isRedirect(answer.status)) return await whole(answer, maxResponseBytes, host);
      await answer.body?.cancel();
      if (followed >= options.maxRedirects) {
        throw new HttpError("http/redirected", {
          details: { host, status: answer.status, reason: "not followed" },
        });
      }
      at = nextHop(at, answer.status, answer.headers.get("location"));
    } catch (error) {
      signal.throwIfAborted();
      throw connectionFailure(error, host);
    }
  }
}
