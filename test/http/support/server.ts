import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { isThroughlineError } from "@throughline/core";
import { createHttpClient, type HttpClient, type HttpClientOptions } from "@throughline/http";
import { onTestFinished } from "vitest";

/** A real server on the loopback, closed when the test ends. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  /** Every request as it came, oldest first. */
  readonly seen: IncomingMessage[];
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

export async function listening(server: Server, host = "127.0.0.1"): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
}

export async function serve(listener: RequestListener, host = "127.0.0.1"): Promise<TestServer> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    listener(request, response);
  });
  await listening(server, host);
  const port = portOf(server);
  return { url: `http://${host}:${port}`, port, seen };
}

/** Answers each request with the next of these, and with the last for ever. */
export function inTurn(...listeners: readonly RequestListener[]): RequestListener {
  let at = 0;
  return (request, response) => {
    const listener = listeners[Math.min(at, listeners.length - 1)];
    at += 1;
    listener?.(request, response);
  };
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): RequestListener {
  return (request, response: ServerResponse) => {
    request.resume();
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
  };
}

/** A client that may call the loopback, closed when the test ends. */
export function localClient(options: HttpClientOptions = {}): HttpClient {
  return client({ allowInsecure: true, allowAddresses: ["127.0.0.1/32"], ...options });
}

/** A client as it is out of the box, closed when the test ends. */
export function client(options: HttpClientOptions = {}): HttpClient {
  const made = createHttpClient(options);
  onTestFinished(() => made.close());
  return made;
}

/** What a promise is refused with. */
export async function refusal(
  promise: Promise<unknown>,
): Promise<{ code: string; details: unknown; error: unknown }> {
  try {
    await promise;
  } catch (error) {
    if (isThroughlineError(error)) return { code: error.code, details: error.details, error };
    return { code: String(error), details: undefined, error };
  }
  return { code: "accepted", details: undefined, error: undefined };
}

/** The whole body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Answers when the whole request is there. */
export function withBody(answer: (body: Buffer, response: ServerResponse) => void): RequestListener {
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    answer(await bodyOf(request), response);
  }
  return (request, response) => void receive(request, response);
}
