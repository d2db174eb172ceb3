import { type JsonObject, type Ledger, LedgerError, ThroughlineError } from "@throughline/core";
import {
  createInbox,
  fixedPeers,
  generateWebhookKeyPair,
  generateWebhookSecret,
  type InboxOptions,
  signWebhook,
} from "@throughline/http";
import { describe, expect, test } from "vitest";
import { testStore } from "../../support/store.js";
import { counting, countOf, testClock } from "../support/post-office.js";

const work = generateWebhookKeyPair();
const care = generateWebhookKeyPair();
const secret = generateWebhookSecret();

const good = {
  version: 1,
  id: "prc_1",
  type: "handoff.offer",
  from: "work",
  to: "housing",
  sentAt: "2026-11-23T09:59:00.000Z",
  data: { ref: "1" },
};

/** Everything of a request that an attacker may choose. */
interface Sending {
  readonly document?: unknown;
  readonly key?: string;
  readonly id?: string;
  readonly at?: string;
  readonly sent?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function requestOf({
  document = good,
  key = work.privateKey,
  id = "prc_1",
  at,
  sent,
  method = "POST",
  headers,
}: Sending): Request {
  const body = typeof document === "string" ? document : JSON.stringify(document);
  const timestamp = Math.floor(Date.parse(at ?? "2026-11-23T10:00:00.000Z") / 1000);
  const signed = { ...signWebhook({ id, timestamp, body }, [key]) };
  return new Request("https://housing.example/parcels", {
    method,
    headers: { "content-type": "application/json", ...signed, ...headers },
    ...(method === "GET" ? {} : { body: sent ?? body }),
  });
}

function setUp(options: Partial<InboxOptions> = {}) {
  const clock = testClock();
  const ledger = testStore({ clock: () => clock.now });
  const peers = fixedPeers([
    { organisation: "work", endpoint: "https://work.example/", keys: [work.publicKey, secret] },
    { organisation: "care", endpoint: "https://care.example/", keys: [care.publicKey] },
    { organisation: "old", endpoint: "https://old.example/", keys: [care.publicKey], isClosed: true },
  ]);
  const handlers = { "handoff.offer": counting(ledger) };
  const inbox = createInbox({ ledger, organisation: "housing", peers, handlers, ...options });
  const send = async (sending: Sending = {}) => {
    const response = await inbox(requestOf(sending));
    const text = await response.text();
    const problem = (text === "" ? {} : JSON.parse(text)) as JsonObject;
    return {
      status: response.status,
      code: problem["code"] ?? "taken",
      details: problem["details"],
      text,
      response,
    };
  };
  return { clock, ledger, inbox, send };
}

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const withData = (data: string) => JSON.stringify({ ...good, data: 0 }).replace('"data":0', `"data":${data}`);

describe("what an inbox takes", () => {
  test("a parcel, once; a repeat is answered as if it were the first", async () => {
    const { send, ledger, clock } = setUp();
    expect((await send()).status).toBe(204);
    expect((await send()).status).toBe(204);
    clock.pass(3600);
    expect((await send({ at: "2026-11-23T11:00:00.000Z" })).status).toBe(204);
    expect(await countOf(ledger)).toBe(1);
  });

  test("each key of the sender will do", async () => {
    const { send } = setUp();
    expect((await send({ key: secret })).status).toBe(204);
  });

  test("fifty times at once is once", async () => {
    const { send, ledger } = setUp();
    const replies = await Promise.all(Array.from({ length: 50 }, async () => (await send()).status));
    expect([new Set(replies), await countOf(ledger)]).toEqual([new Set([204]), 1]);
  });

  test("two senders may use the same id", async () => {
    const { send, ledger } = setUp();
    await send();
    expect((await send({ document: { ...good, from: "care" }, key: care.privateKey })).status).toBe(204);
    expect(await countOf(ledger)).toBe(2);
  });

  test("the handler learns who sent it and when it came, from what was verified", async () => {
    const heard: unknown[] = [];
    const { send } = setUp({
      handlers: {
        "handoff.offer": async (...given) => {
          heard.push(given);
          return [];
        },
      },
    });
    await send();
    const { version: _, to: __, ...rest } = good;
    expect(heard).toEqual([
      [
        { ...rest, receivedAt: "2026-11-23T10:00:00.000Z" },
        { kind: "service", id: "work", organisation: "work" },
      ],
    ]);
  });

  test("nothing of the content is kept with the receipt", async () => {
    const { send, ledger } = setUp({ handlers: { "handoff.offer": async () => [] } });
    await send({ document: { ...good, data: { name: "canary" } } });
    for await (const event of ledger.follow()) expect(JSON.stringify(event)).not.toContain("canary");
  });
});

describe("what an inbox refuses", () => {
  const refused: readonly (readonly [string, Sending, number, string])[] = [
    ["an unknown sender", { document: { ...good, from: "nobody" } }, 401, "http/bad-signature"],
    ["a sender that is no name", { document: { ...good, from: 7 } }, 401, "http/bad-signature"],
    [
      "a sender named like a built-in",
      { document: { ...good, from: "__proto__" } },
      401,
      "http/bad-signature",
    ],
    ["someone else's key", { key: generateWebhookKeyPair().privateKey }, 401, "http/bad-signature"],
    ["one peer in another's name", { key: care.privateKey }, 401, "http/bad-signature"],
    [
      "a body changed on the way",
      { sent: JSON.stringify({ ...good, data: { ref: "2" } }) },
      401,
      "http/bad-signature",
    ],
    ["the same JSON written anew", { sent: JSON.stringify(good, null, 1) }, 401, "http/bad-signature"],
    ["no signature", { headers: { "webhook-signature": "" } }, 401, "http/bad-signature"],
    [
      "a new time on an old signature",
      { headers: { "webhook-timestamp": "1795428001" } },
      401,
      "http/bad-signature",
    ],
    ["an old parcel played again", { at: "2026-11-23T09:54:59.000Z" }, 401, "http/stale-signature"],
    ["a parcel from the future", { at: "2026-11-23T10:05:01.000Z" }, 401, "http/stale-signature"],
    ["a parcel for someone else", { document: { ...good, to: "care" } }, 403, "http/wrong-recipient"],
    [
      "one's own parcel sent back",
      { document: { ...good, from: "housing", to: "work" } },
      401,
      "http/bad-signature",
    ],
    ["an id that is not the signed one", { id: "prc_2" }, 400, "http/malformed-parcel"],
    ["a closed peer", { document: { ...good, from: "old" }, key: care.privateKey }, 410, "http/peer-closed"],
    ["a newer version", { document: { ...good, version: 2, more: 1 } }, 422, "http/unknown-parcel-version"],
    ["an unknown member", { document: { ...good, more: 1 } }, 400, "http/malformed-parcel"],
    ["no version", { document: { ...good, version: undefined } }, 400, "http/malformed-parcel"],
    ["a time that is none", { document: { ...good, sentAt: "now" } }, 400, "http/malformed-parcel"],
    ["data that is no object", { document: { ...good, data: [1] } }, 400, "http/malformed-parcel"],
    ["an unknown type", { document: { ...good, type: "handoff.other" } }, 422, "http/unknown-parcel-type"],
    [
      "a type named like a built-in",
      { document: { ...good, type: "constructor" } },
      422,
      "http/unknown-parcel-type",
    ],
    [
      "a mark of personal data",
      { document: withData('{"a":[{"~personal":"p","value":1}]}') },
      400,
      "http/malformed-parcel",
    ],
    ["a mark of erasure", { document: withData('{"~erased":"p"}') }, 400, "http/malformed-parcel"],
    [
      "a way to the prototype",
      { document: withData('{"a":{"__proto__":{"admin":true}}}') },
      400,
      "http/malformed-parcel",
    ],
    ["too deep", { document: withData(nested(100)) }, 400, "http/malformed-parcel"],
    ["absurdly deep", { document: withData(nested(100_000)) }, 400, "http/malformed-parcel"],
    ["no JSON", { document: "{" }, 400, "http/malformed-parcel"],
    ["nothing", { document: "" }, 400, "http/malformed-parcel"],
    ["null", { document: "null" }, 401, "http/bad-signature"],
    ["a list", { document: "[]" }, 401, "http/bad-signature"],
    ["too much", { document: { ...good, data: { a: "x".repeat(1_100_000) } } }, 413, "http/parcel-too-large"],
    ["a GET", { method: "GET" }, 405, "http/wrong-method"],
    ["a PUT", { method: "PUT" }, 405, "http/wrong-method"],
    [
      "a form",
      { headers: { "content-type": "application/x-www-form-urlencoded" } },
      415,
      "http/not-a-parcel",
    ],
    ["plain text", { headers: { "content-type": "text/plain" } }, 415, "http/not-a-parcel"],
  ];

  test.each(refused)("%s", async (_, sending, status, code) => {
    const { send, ledger } = setUp();
    const reply = await send(sending);
    expect([reply.status, reply.code]).toEqual([status, code]);
    expect(reply.response.headers.get("content-type")).toBe("application/problem+json");
    const events = [];
    for await (const event of ledger.follow()) events.push(event);
    expect(events).toEqual([]);
    expect((await send()).status).toBe(204);
  });

  test("a signature that is not good never reaches the ledger, and known and unknown senders look alike", async () => {
    const untouched = new Proxy({} as Ledger, {
      get: () => () => {
        throw new Error("the ledger was asked");
      },
    });
    const reports: unknown[] = [];
    const { send } = setUp({ ledger: untouched, report: (error) => reports.push(error) });
    const unknown = await send({ document: { ...good, from: "nobody" } });
    const known = await send({ key: care.privateKey });
    expect([unknown.text, reports]).toEqual([known.text, []]);
    expect((await send()).status).toBe(500);
  });

  test("a body without an end is not read to the end", async () => {
    const { inbox } = setUp({ maxParcelBytes: 2048 });
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(1024));
      },
    });
    const headers = { "content-type": "application/json" };
    const init: RequestInit & { duplex: "half" } = { method: "POST", headers, body: endless, duplex: "half" };
    expect((await inbox(new Request("https://housing.example/", init))).status).toBe(413);
    expect(pulled).toBeLessThan(10);
  });

  test("a directory that is lax with names does not give a sender a second one", async () => {
    const peer = { organisation: "work", endpoint: "https://work.example/", keys: [work.publicKey] };
    const lax = { find: async (name: string) => (name.toLowerCase() === "work" ? peer : undefined) };
    const { send, ledger } = setUp({ peers: lax });
    expect((await send()).status).toBe(204);
    expect(await send({ document: { ...good, from: "WORK" } })).toMatchObject({
      status: 401,
      code: "http/bad-signature",
    });
    expect(await countOf(ledger)).toBe(1);
  });

  test("an id used for another parcel is a conflict, and the first stands", async () => {
    const { send, ledger } = setUp();
    await send();
    const reply = await send({
      document: { ...good, sentAt: "2026-11-23T09:59:00.001Z", data: { ref: "2" } },
    });
    expect([reply.status, reply.code, await countOf(ledger)]).toEqual([409, "http/parcel-reused", 1]);
  });
});

describe("what a handler throws", () => {
  const throwing = (error: unknown) => ({
    "handoff.offer": async () => {
      throw error;
    },
  });

  test("its own error is the answer; the parcel is not taken and may come again", async () => {
    const office = setUp();
    const faults: Error[] = [];
    const teapot = new ThroughlineError("test/teapot", { status: 418, message: "Short and stout." });
    faults.push(teapot);
    const { send } = setUp({
      ledger: office.ledger,
      handlers: {
        "handoff.offer": async (parcel, actor) => {
          const fault = faults.pop();
          if (fault) throw fault;
          return await counting(office.ledger)(parcel, actor);
        },
      },
    });
    expect(await send()).toMatchObject({ status: 418, code: "test/teapot" });
    expect([(await send()).status, await countOf(office.ledger)]).toEqual([204, 1]);
  });

  test("anything else is reported here and a bare 500 there", async () => {
    const reports: unknown[] = [];
    const mistake = new TypeError("canary");
    const { send } = setUp({ handlers: throwing(mistake), report: (error) => reports.push(error) });
    const reply = await send();
    expect([reply.status, reply.code, reports]).toEqual([500, "core/unexpected", [mistake]]);
    expect(reply.text).not.toContain("canary");
  });

  test("a conflict and a database that is away are passing troubles to the sender", async () => {
    const conflict = await setUp({ handlers: throwing(new LedgerError("ledger/key-taken")) }).send();
    expect(conflict.status).toBe(409);
    const { ledger } = setUp();
    const contended: Ledger = {
      ...ledger,
      commit: async () => {
        throw new LedgerError("ledger/conflict");
      },
    };
    expect((await setUp({ ledger: contended }).send()).status).toBe(503);
    const away: Ledger = {
      ...ledger,
      get: async () => {
        throw new LedgerError("ledger/unavailable");
      },
    };
    expect((await setUp({ ledger: away }).send()).status).toBe(503);
  });

  test("nonsense is refused when the inbox is made", () => {
    for (const options of [{ maxParcelBytes: 0 }, { toleranceSeconds: 0 }, { toleranceSeconds: 4000 }]) {
      expect(() => setUp(options)).toThrow(RangeError);
    }
  });
});
