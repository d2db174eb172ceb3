import { describe, expect, onTestFinished, test } from "vitest";
import { createDispatcher } from "../../packages/http/src/dispatcher.js";
import { checkedLookup, lookupBySystem } from "../../packages/http/src/lookup.js";
import { exchange, type TransportOptions } from "../../packages/http/src/transport.js";
import { refusal, serve } from "./support/server.js";

function transport(options: Partial<TransportOptions> = {}): TransportOptions {
  const dispatcher = createDispatcher(checkedLookup(lookupBySystem, () => true));
  onTestFinished(() => dispatcher.destroy());
  return { dispatcher, checkUrl: (url) => new URL(url), maxRedirects: 0, ...options };
}

function attempt(url: string, maxResponseBytes = 1000, signal = new AbortController().signal) {
  return { hop: { url: new URL(url), method: "GET", headers: new Headers() }, maxResponseBytes, signal };
}

describe("one exchange", () => {
  test("gives the whole answer, whatever its status", async () => {
    const server = await serve((_, response) => response.writeHead(404, { "x-a": "1" }).end("none"));
    const answer = await exchange(transport(), attempt(server.url));
    expect([answer.status, answer.headers.get("x-a"), await answer.text()]).toEqual([404, "1", "none"]);
  });

  test("an answer that has no body by definition", async () => {
    const server = await serve((_, response) => response.writeHead(204).end());
    expect((await exchange(transport(), attempt(server.url))).body).toBeNull();
  });

  test("every hop is checked before anything is sent there", async () => {
    const server = await serve((request, response) =>
      response.writeHead(302, { location: `${request.url}x` }).end(),
    );
    const checked: string[] = [];
    const checkUrl = (url: string | URL) => {
      checked.push(new URL(url).pathname);
      return new URL(url);
    };
    const end = await refusal(exchange(transport({ checkUrl, maxRedirects: 2 }), attempt(`${server.url}/a`)));
    expect([end.code, checked, server.seen.length]).toEqual(["http/redirected", ["/a", "/ax", "/axx"], 3]);
  });

  test("the signal's reason is thrown as it is", async () => {
    const server = await serve((_, response) => response.writeHead(200).write("begun"));
    const stop = new AbortController();
    const reason = new Error("enough");
    setTimeout(() => stop.abort(reason), 100);
    expect((await refusal(exchange(transport(), attempt(server.url, 1000, stop.signal)))).error).toBe(reason);
  });

  test("size and broken connections", async () => {
    const server = await serve((request, response) =>
      request.url === "/cut" ? response.destroy() : response.end("x".repeat(11)),
    );
    expect((await refusal(exchange(transport(), attempt(server.url, 10)))).code).toBe("http/too-large");
    expect(await (await exchange(transport(), attempt(server.url, 11))).text()).toHaveLength(11);
    expect((await refusal(exchange(transport(), attempt(`${server.url}/cut`)))).code).toBe(
      "http/unreachable",
    );
  });
});
