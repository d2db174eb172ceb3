import type { JsonValue } from "@throughline/core";
import { generateWebhookKeyPair, HttpError, verifyWebhook } from "@throughline/http";
import { describe, expect, test } from "vitest";
import { carry, type Trip } from "../../../packages/http/src/courier/carrier.js";
import { json, localClient, refusal, serve, withBody } from "../support/server.js";

const now = "2026-11-23T10:00:00.000Z";
const { privateKey, publicKey } = generateWebhookKeyPair();

function trip(
  endpoint: string,
  data: Readonly<Record<string, JsonValue>> = { ref: "ŵ" },
  expires?: string,
): Trip {
  const parcel = {
    id: "prc_1",
    to: "housing",
    type: "handoff.offer",
    data,
    ...(expires === undefined ? {} : { expires }),
  };
  return {
    endpoint,
    now,
    waiting: { status: "waiting", parcel, from: "work", postedAt: now, attempts: 0, refusals: 0, due: now },
  };
}

function carrier(keys: readonly string[] = [privateKey]) {
  return { http: localClient({ retries: 3 }), keys: async () => keys, tryTimeoutMs: 1000 };
}

describe("one try", () => {
  test("is signed over exactly the bytes that arrive", async () => {
    let body: Uint8Array = new Uint8Array();
    const server = await serve(
      withBody((whole, response) => {
        body = whole;
        response.writeHead(204).end();
      }),
    );
    expect(await carry(carrier(), trip(server.url))).toEqual({ result: "accepted" });
    const headers = new Headers();
    for (const [name, value] of Object.entries(server.seen[0]?.headers ?? {}))
      headers.set(name, String(value));
    expect(verifyWebhook({ headers, body }, [publicKey], { now }).ok).toBe(true);
    expect(headers.get("content-type")).toBe("application/json");
  });

  test("is one try: the client's own repeats are off", async () => {
    const server = await serve(json(503, {}));
    expect(await carry(carrier(), trip(server.url))).toEqual({ result: "failed" });
    expect(server.seen.length).toBe(1);
  });

  test("never outlasts the parcel", async () => {
    const server = await serve(() => undefined);
    const start = performance.now();
    expect(await carry(carrier(), trip(server.url, {}, "2026-11-23T10:00:00.100Z"))).toEqual({
      result: "failed",
    });
    expect(performance.now() - start).toBeLessThan(700);
  });

  test("sends nothing of someone who was erased", async () => {
    const server = await serve(json(200, {}));
    expect(await carry(carrier(), trip(server.url, { name: { "~erased": "p-1" } }))).toEqual({
      result: "erased",
    });
    expect(server.seen.length).toBe(0);
  });

  test("a missing key is a mistake here, not an answer there", async () => {
    const server = await serve(json(200, {}));
    const { error } = await refusal(carry(carrier([]), trip(server.url)));
    expect(error).toBeInstanceOf(TypeError);
    expect(error).not.toBeInstanceOf(HttpError);
    expect(server.seen.length).toBe(0);
  });
});
