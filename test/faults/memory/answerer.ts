import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const method = incoming.method ?? "GET";
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (typeof value === "string") headers.set(name, value);
  }
  const body = await text(incoming);
  const url = `http://${incoming.headers.host}${incoming.url}`;
  return new Request(url, { method, headers, ...(method === "POST" ? { body } : {}) });
}

/** Serves a web-standard handler on a free port of this machine. */
export async function answerOver(
  fetch: (request: Request) => Promise<Response>,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const answer = await fetch(await requestOf(incoming));
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
      outgoing.end(await answer.text());
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, port: (server.address() as AddressInfo).port };
}
