import type { ServerResponse } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { asBytes, asJson, asNothing, asText, createHttpClient, formBody, jsonBody } from "@throughline/http";
import { describe, expect, onTestFinished, test } from "vitest";
import * as z from "zod";
import { client, inTurn, json, localClient, refusal, serve, withBody } from "./support/server.js";

const answer = asJson(z.strictObject({ ok: z.boolean() }));
const fine = json(200, { ok: true });

describe("calling", () => {
  test("each verb sends what it says and gives what the schema accepts", async () => {
    const bodies: string[] = [];
    const server = await serve(
      withBody((body, response) => {
        bodies.push(body.toString());
        response.end('{"ok":true}');
      }),
    );
    const http = localClient({ headers: { "user-agent": "throughline-test" } });
    const call = {
      read: answer,
      body: jsonBody({ a: "ŵ" }),
      idempotencyKey: "k-1",
      headers: { authorization: "Bearer x" },
    };
    expect(await http.get(`${server.url}/a?b=1`, { read: answer, query: { c: "2 3" } })).toEqual({
      ok: true,
    });
    expect(await http.post(server.url, call)).toEqual({ ok: true });
    expect(await http.put(server.url, { ...call, body: formBody({ a: "1 2", b: "&" }) })).toEqual({
      ok: true,
    });
    expect(await http.delete(server.url, { read: answer })).toEqual({ ok: true });
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET /a?b=1&c=2+3",
      "POST /",
      "PUT /",
      "DELETE /",
    ]);
    expect(bodies).toEqual(["", '{"a":"ŵ"}', "a=1+2&b=%26", ""]);
    expect(server.seen[1]?.headers).toMatchObject({
      accept: "application/json",
      authorization: "Bearer x",
      "content-type": "application/json",
      "idempotency-key": "k-1",
      "user-agent": "throughline-test",
    });
    expect(server.seen[2]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
  });

  test("status and headers are there for who needs them; text and bytes come as they are", async () => {
    const server = await serve((_, response) => response.writeHead(201, { etag: '"1"' }).end("ŵ"));
    const http = localClient();
    const reply = await http.send("get", server.url, { read: asText });
    expect([reply.status, reply.headers.get("etag"), reply.value]).toEqual([201, '"1"', "ŵ"]);
    expect(await http.get(server.url, { read: asBytes })).toEqual(new Uint8Array(Buffer.from("ŵ")));
  });

  test("an answer without a body", async () => {
    const server = await serve((_, response) => response.writeHead(204).end());
    expect(await localClient().post(server.url, { read: asNothing })).toBeUndefined();
  });

  test("what is no JSON, no UTF-8 or of another shape is told apart, and not quoted", async () => {
    const server = await serve(
      inTurn(
        (_, response) => response.end("<canary>"),
        (_, response) => response.end(Buffer.from([0x22, 0xff, 0x22])),
        json(200, { ok: "canary" }),
        json(200, { ok: true, canary: 1 }),
      ),
    );
    const http = localClient();
    const refusals = [];
    for (let at = 0; at < 4; at += 1) refusals.push(await refusal(http.get(server.url, { read: answer })));
    expect(refusals.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => "http/bad-response"));
    expect(refusals[2]?.details).toEqual({ reason: "unexpected shape", members: ["ok"] });
    expect(JSON.stringify(refusals)).not.toContain("canary");
  });
});

describe("what a remote service refuses", () => {
  test("its status and its code are known, if the code has our form; nothing else of what it says", async () => {
    const problem = { "content-type": "application/problem+json" };
    const server = await serve(
      inTurn(
        json(
          409,
          { type: "x", title: "canary", status: 409, code: "ledger/conflict", detail: "canary" },
          problem,
        ),
        json(422, { code: "<b>canary</b>", details: { name: "canary" } }, problem),
        (_, response) => response.writeHead(404).end("canary"),
        json(403, { code: { canary: 1 } }),
      ),
    );
    const http = localClient();
    const refusals = [];
    for (let at = 0; at < 4; at += 1)
      refusals.push(await refusal(http.get(`${server.url}/canary?canary=1`, { read: answer })));
    expect(refusals.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => "http/remote-problem"));
    expect(refusals.map(({ details }) => details)).toEqual([
      { host: "127.0.0.1", status: 409, code: "ledger/conflict" },
      { host: "127.0.0.1", status: 422 },
      { host: "127.0.0.1", status: 404 },
      { host: "127.0.0.1", status: 403 },
    ]);
    for (const { error } of refusals) {
      expect(error).not.toHaveProperty("cause");
      expect(`${(error as Error).stack} ${JSON.stringify(error)}`).not.toContain("canary");
    }
  });

  test("a 304 or a 300 is not an answer", async () => {
    const server = await serve(
      inTurn(
        (_, r) => r.writeHead(304).end(),
        (_, r) => r.writeHead(300).end(),
      ),
    );
    const http = localClient();
    expect((await refusal(http.get(server.url, { read: asText }))).code).toBe("http/remote-problem");
    expect((await refusal(http.get(server.url, { read: asText }))).code).toBe("http/remote-problem");
  });
});

describe("repeating", () => {
  const quick = { tryTimeoutMs: 2000, totalTimeoutMs: 6000 };

  test("a storm of 500 is sat out by reading, as often as is allowed and no more", async () => {
    const server = await serve(json(500, {}));
    const { code, details } = await refusal(localClient(quick).get(server.url, { read: answer, retries: 3 }));
    expect([code, details, server.seen.length]).toEqual([
      "http/remote-problem",
      { host: "127.0.0.1", status: 500 },
      4,
    ]);
  });

  test("a keyed POST is repeated under the same key with the same body; one without a key is not", async () => {
    const bodies: string[] = [];
    const say = (status: number) =>
      withBody((body, response) => {
        bodies.push(body.toString());
        response.writeHead(status).end('{"ok":true}');
      });
    const server = await serve(inTurn(say(503), say(200), say(503)));
    const http = localClient(quick);
    expect(
      await http.post(server.url, { read: answer, body: jsonBody({ n: 1 }), idempotencyKey: "once" }),
    ).toEqual({ ok: true });
    expect(server.seen.map(({ headers }) => headers["idempotency-key"])).toEqual(["once", "once"]);
    expect(bodies).toEqual(['{"n":1}', '{"n":1}']);
    for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
      const before = server.seen.length;
      expect((await refusal(http.send(method, server.url, { read: answer }))).code).toBe(
        "http/remote-problem",
      );
      expect(server.seen.length - before).toBe(1);
    }
  });

  test("a refusal that will not pass is not repeated, key or not", async () => {
    const server = await serve(json(422, {}));
    await refusal(localClient(quick).post(server.url, { read: answer, idempotencyKey: "k" }));
    expect(server.seen.length).toBe(1);
  });

  test("a wait that the server asks for is kept", async () => {
    const server = await serve(inTurn(json(429, {}, { "retry-after": "1" }), fine));
    const start = performance.now();
    expect(await localClient(quick).get(server.url, { read: answer })).toEqual({ ok: true });
    expect(performance.now() - start).toBeGreaterThan(950);
  });

  test("a wait that would outlast the call ends it at once, and the caller learns how long", async () => {
    const server = await serve(json(503, {}, { "retry-after": "3600" }));
    const start = performance.now();
    const { code, details } = await refusal(localClient(quick).get(server.url, { read: answer }));
    expect([code, details]).toEqual([
      "http/remote-problem",
      { host: "127.0.0.1", status: 503, retryAfterSeconds: 3600 },
    ]);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(server.seen.length).toBe(1);
  });

  test("an answer that breaks off in the middle is a failure: read again, but not sent again", async () => {
    const broken = (_: unknown, response: ServerResponse) => {
      response.writeHead(200, { "content-length": "100" }).write('{"ok":');
      setTimeout(() => response.destroy(), 20);
    };
    const server = await serve(inTurn(broken, fine, broken, broken));
    const http = localClient(quick);
    expect(await http.get(server.url, { read: answer })).toEqual({ ok: true });
    const { code, details } = await refusal(http.post(server.url, { read: answer }));
    expect(code).toBe("http/unreachable");
    expect(details).toMatchObject({ host: "127.0.0.1" });
    expect(server.seen.length).toBe(3);
  });

  test("a try that takes too long is repeated within the time of the call", async () => {
    const server = await serve(inTurn(() => undefined, fine));
    expect(await localClient({ tryTimeoutMs: 200 }).get(server.url, { read: answer })).toEqual({ ok: true });
  });
});

describe("time and size", () => {
  test("a server that says nothing", async () => {
    const server = await serve(() => undefined);
    const start = performance.now();
    const http = localClient({ tryTimeoutMs: 200, totalTimeoutMs: 500 });
    expect((await refusal(http.get(`${server.url}/?canary`, { read: answer }))).code).toBe("http/timeout");
    expect(performance.now() - start).toBeLessThan(1500);
  });

  test("a server that answers one byte at a time is cut off by the time of the try, headers or body", async () => {
    const dripping = createTcpServer((socket) => {
      const head = "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n";
      let sent = 0;
      const drip = setInterval(() => socket.write(sent < head.length ? head.charAt(sent++) : "x"), 20);
      socket.on("error", () => undefined).on("close", () => clearInterval(drip));
    });
    await new Promise<void>((resolve) => dripping.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void dripping.close());
    const { port } = dripping.address() as { port: number };
    const http = localClient({ tryTimeoutMs: 400, totalTimeoutMs: 400 });
    expect((await refusal(http.get(`http://127.0.0.1:${port}`, { read: asText }))).code).toBe("http/timeout");
    const slowBody = await serve((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(drip));
    });
    expect((await refusal(http.get(slowBody.url, { read: asText }))).code).toBe("http/timeout");
  });

  test("30 MB are not read, declared or not", async () => {
    const huge = 30_000_000;
    let sent = 0;
    function* chunks() {
      for (; sent < huge; sent += 10_000) yield Buffer.alloc(10_000, 0x61);
    }
    const server = await serve((request, response) => {
      sent = 0;
      if (request.url === "/declared") response.writeHead(200, { "content-length": String(huge) });
      Readable.from(chunks()).pipe(response);
    });
    const http = localClient();
    const before = process.memoryUsage().arrayBuffers;
    for (const path of ["declared", "chunked"]) {
      const { code, details } = await refusal(http.get(`${server.url}/${path}`, { read: asText }));
      expect([code, details]).toEqual([
        "http/too-large",
        { host: "127.0.0.1", status: 200, maxResponseBytes: 1_048_576 },
      ]);
      expect(sent, path).toBeLessThan(huge);
    }
    expect(server.seen.length).toBe(2);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(huge);
  });

  test("what unpacks to more than the limit is refused, what unpacks to less is read", async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    expect(bomb.length).toBeLessThan(100_000);
    const small = gzipSync('{"ok":true}');
    const server = await serve((request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(request.url === "/bomb" ? bomb : small);
    });
    const http = localClient();
    expect(await http.get(server.url, { read: answer })).toEqual({ ok: true });
    expect((await refusal(http.get(`${server.url}/bomb`, { read: asBytes }))).code).toBe("http/too-large");
    expect(
      (await http.get(`${server.url}/bomb`, { read: asBytes, maxResponseBytes: 60_000_000 })).byteLength,
    ).toBe(50_000_000);
  });

  test("an error's body has the same limit", async () => {
    const server = await serve((_, response) => response.writeHead(400).end(Buffer.alloc(5_000_000)));
    expect((await refusal(localClient().get(server.url, { read: asText }))).code).toBe("http/too-large");
  });

  test("the caller may end a call, and gets their own reason", async () => {
    const server = await serve(() => undefined);
    const reason = new Error("shutting down");
    const stop = new AbortController();
    setTimeout(() => stop.abort(reason), 100);
    const { error } = await refusal(localClient().get(server.url, { read: asText, signal: stop.signal }));
    expect(error).toBe(reason);
    expect(server.seen.length).toBe(1);
  });
});

describe("where it goes", () => {
  test("out of the box neither loopback nor http is called, by address or by name", async () => {
    const server = await serve(fine);
    const plain = client();
    const insecure = client({ allowInsecure: true });
    expect((await refusal(plain.get(server.url, { read: answer }))).code).toBe("http/refused-url");
    expect((await refusal(insecure.get(server.url, { read: answer }))).code).toBe("http/refused-address");
    for (const host of ["localhost", "0x7f.1", "2130706433", "127.1", "[::ffff:127.0.0.1]"]) {
      expect((await refusal(insecure.get(`http://${host}:${server.port}`, { read: answer }))).code).toBe(
        "http/refused-address",
      );
    }
    expect(server.seen.length).toBe(0);
  });

  test("the address that was looked up and checked is the one connected to; the name stays in the request", async () => {
    const server = await serve(fine);
    const asked: string[] = [];
    const http = localClient({
      lookup: async (name) => {
        asked.push(name);
        return ["127.0.0.1"];
      },
    });
    const url = `http://somewhere.invalid:${server.port}/`;
    expect(await http.get(url, { read: answer })).toEqual({ ok: true });
    expect(asked).toEqual(["somewhere.invalid"]);
    expect(server.seen[0]?.headers.host).toBe(`somewhere.invalid:${server.port}`);
  });

  test("a name that is public when looked at and private when connected to (re-binding) gains nothing", async () => {
    const server = await serve(fine);
    let asked = 0;
    const rebinding = async () => {
      asked += 1;
      return asked === 1 ? ["8.8.8.8"] : ["127.0.0.1"];
    };
    // The naive way, as a control: check by one lookup, connect by another.
    const naive = async () => {
      const [first] = await rebinding();
      expect(first).toBe("8.8.8.8");
      const [second = ""] = await rebinding();
      return await (await fetch(`http://${second}:${server.port}`)).json();
    };
    expect(await naive()).toEqual({ ok: true });
    asked = 1;
    const http = client({ allowInsecure: true, lookup: rebinding });
    const { code, details } = await refusal(
      http.get(`http://evil.example:${server.port}/?t=canary`, { read: answer }),
    );
    expect([code, details]).toEqual(["http/refused-address", { host: "evil.example" }]);
    expect(server.seen.length).toBe(1);
  });

  test.each([
    [["8.8.8.8", "127.0.0.1"]],
    [["127.0.0.1", "8.8.8.8"]],
    [["::1"]],
    [["::ffff:127.0.0.1"]],
    [[]],
    [["nonsense"]],
  ])("one bad address spoils the answer: %j", async (addresses) => {
    const http = client({ allowInsecure: true, lookup: async () => addresses });
    expect((await refusal(http.get("http://evil.example:8080/", { read: answer }))).code).toBe(
      "http/refused-address",
    );
  });

  test("a name that does not exist, a port where nobody listens, a lookup that fails", async () => {
    const dead = await serve(fine);
    const http = localClient({
      retries: 0,
      lookup: async () => {
        throw Object.assign(new Error("getaddrinfo canary"), { code: "ENOTFOUND" });
      },
    });
    const missing = await refusal(http.get("http://nowhere.invalid/", { read: answer }));
    expect([missing.code, missing.details]).toEqual([
      "http/unreachable",
      { host: "nowhere.invalid", reason: "ENOTFOUND" },
    ]);
    const closed = await refusal(http.get(`http://127.0.0.1:1/`, { read: answer }));
    expect(closed.code).toBe("http/unreachable");
    expect(dead.seen.length).toBe(0);
  });

  test("certificates are checked: a plain server is no https server", async () => {
    const server = await serve(fine);
    const http = client({ allowAddresses: ["127.0.0.1/32"], retries: 0 });
    expect((await refusal(http.get(`https://127.0.0.1:${server.port}/`, { read: answer }))).code).toBe(
      "http/unreachable",
    );
    expect(server.seen.length).toBe(0);
  });
});

describe("redirects", () => {
  const to = (status: number, location: string) => (_: unknown, response: ServerResponse) =>
    response.writeHead(status, { location }).end();

  test("none is followed unless asked", async () => {
    const server = await serve(inTurn(to(302, "/next"), fine));
    const { code, details } = await refusal(localClient().get(server.url, { read: answer }));
    expect([code, details]).toEqual([
      "http/redirected",
      { host: "127.0.0.1", status: 302, reason: "not followed" },
    ]);
    expect(server.seen.length).toBe(1);
  });

  test("where asked, a few are followed and no more", async () => {
    const server = await serve(inTurn(to(301, "/2"), to(307, "/3"), fine, to(302, "/again")));
    const http = localClient({ maxRedirects: 2 });
    expect(await http.get(server.url, { read: answer })).toEqual({ ok: true });
    expect((await refusal(http.get(server.url, { read: answer }))).code).toBe("http/redirected");
    expect(server.seen.length).toBe(6);
  });

  test("a redirect to a private address is refused like any other call there", async () => {
    const inner = await serve(fine, "0.0.0.0");
    const targets = [
      `http://127.0.0.2:${inner.port}/`,
      `http://0x7f.2:${inner.port}/`,
      `http://inner.example:${inner.port}/`,
    ];
    const outer = await serve(inTurn(...targets.map((target) => to(302, target))));
    const http = localClient({ maxRedirects: 5, lookup: async () => ["127.0.0.2"] });
    const codes = [];
    for (const _ of targets) codes.push((await refusal(http.get(`${outer.url}/`, { read: answer }))).code);
    expect(codes).toEqual(Array.from({ length: 3 }, () => "http/refused-address"));
    expect([outer.seen.length, inner.seen.length]).toEqual([3, 0]);
  });

  test("another origin gets no authorization, cookie or key, and no body", async () => {
    const other = await serve(fine);
    const server = await serve((request, response) =>
      response.writeHead(request.method === "GET" ? 302 : 307, { location: `${other.url}/there` }).end(),
    );
    const http = localClient({ maxRedirects: 3, headers: { "x-api-key": "secret" } });
    const headers = { authorization: "Bearer secret", cookie: "a=secret" };
    expect(await http.get(server.url, { read: answer, headers })).toEqual({ ok: true });
    expect(JSON.stringify(other.seen.map((request) => request.headers))).not.toContain("secret");
    const post = http.post(server.url, { read: answer, headers, body: jsonBody({ a: "secret" }) });
    expect((await refusal(post)).code).toBe("http/redirected");
    expect(other.seen.length).toBe(1);
  });

  test("the list of hosts holds for every hop", async () => {
    const other = await serve(fine);
    const server = await serve(to(302, `http://other.example:${other.port}/`));
    const lookup = async () => ["127.0.0.1"];
    const http = localClient({ maxRedirects: 3, allowHosts: ["work.example"], lookup });
    expect((await refusal(http.get(`http://work.example:${server.port}/`, { read: answer }))).code).toBe(
      "http/refused-url",
    );
    expect([server.seen.length, other.seen.length]).toEqual([1, 0]);
  });
});

describe("nonsense is refused before anything is sent", () => {
  test.each([
    { retries: -1 },
    { retries: 1.5 },
    { tryTimeoutMs: 0 },
    { totalTimeoutMs: Number.NaN },
    { maxResponseBytes: 0 },
    { maxRedirects: 11 },
    { allowAddresses: ["x"] },
    { allowHosts: ["https://x"] },
    { tryTimeoutMs: Number.POSITIVE_INFINITY },
  ])("%j", (options) => expect(() => createHttpClient(options)).toThrow(RangeError));

  test("in a call", async () => {
    const server = await serve(fine);
    const http = localClient();
    const calls = [
      { read: answer, idempotencyKey: "" },
      { read: answer, idempotencyKey: "a b" },
      { read: answer, idempotencyKey: "x".repeat(201) },
      { read: answer, idempotencyKey: "a\r\nb" },
      { read: answer, retries: 11 },
      { read: answer, headers: { host: "evil.example" } },
      { read: answer, headers: { "Transfer-Encoding": "chunked" } },
      { read: answer, headers: { "x-a": "b\r\nc: d" } },
    ];
    for (const call of calls) {
      const { error } = await refusal(http.post(server.url, call));
      expect(error instanceof RangeError || error instanceof TypeError).toBe(true);
    }
    const { error } = await refusal(http.get(server.url, { read: answer, body: jsonBody(1) }));
    expect(error).toBeInstanceOf(TypeError);
    expect(server.seen.length).toBe(0);
  });

  test("a closed client calls nobody", async () => {
    const server = await serve(fine);
    const http = localClient({ retries: 0 });
    await http.close();
    expect((await refusal(http.get(server.url, { read: answer }))).code).toBe("http/unreachable");
    expect(server.seen.length).toBe(0);
  });
});
