import { describe, expect, test } from "vitest";
import { person, setUp, staff } from "./support.js";

const body = { words: "hello" };

describe("a route of the hub", () => {
  test("gives an operation what it may trust: actor from the token, checked body, key, parameters", async () => {
    const { call } = await setUp();
    const { status, json, headers } = await call("POST", "/things/a%20b/echo", {
      as: staff,
      body,
      headers: { "idempotency-key": "k-1" },
    });
    expect(status).toBe(201);
    expect(json).toEqual({ actor: staff, params: { thing: "a b" }, query: {}, body, idempotencyKey: "k-1" });
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test.each<[string, number, Parameters<Awaited<ReturnType<typeof setUp>>["call"]>]>([
    ["hub/unauthenticated", 401, ["POST", "/things/1/echo", { body }]],
    [
      "hub/unauthenticated",
      401,
      ["POST", "/things/1/echo", { body, headers: { authorization: "Basic eDp5" } }],
    ],
    [
      "hub/unauthenticated",
      401,
      ["POST", "/things/1/echo", { body, headers: { authorization: "Bearer a b" } }],
    ],
    [
      "identity/malformed",
      401,
      ["POST", "/things/1/echo", { body, headers: { authorization: "Bearer nonsense" } }],
    ],
    ["identity/actor-not-allowed", 403, ["GET", "/fail", { as: staff }]],
    [
      "hub/key-required",
      400,
      ["POST", "/things/1/echo", { as: person, body, headers: { "idempotency-key": "" } }],
    ],
    [
      "hub/key-required",
      400,
      ["POST", "/things/1/echo", { as: person, body, headers: { "idempotency-key": "two words" } }],
    ],
    [
      "hub/key-required",
      400,
      ["POST", "/things/1/echo", { as: person, body, headers: { "idempotency-key": "x".repeat(201) } }],
    ],
    ["hub/not-json", 415, ["POST", "/things/1/echo", { as: person }]],
    [
      "hub/not-json",
      415,
      ["POST", "/things/1/echo", { as: person, body, headers: { "content-type": "text/plain" } }],
    ],
    ["hub/not-json", 415, ["POST", "/things/1/echo", { as: person, body: "{" }]],
    ["hub/invalid-request", 400, ["POST", "/things/1/echo", { as: person, body: {} }]],
    ["hub/invalid-request", 400, ["POST", "/things/1/echo", { as: person, body: { ...body, actor: staff } }]],
    ["hub/invalid-request", 400, ["GET", "/fail?pgae=2", { as: person }]],
    ["hub/not-found", 404, ["GET", "/nowhere", { as: person }]],
    ["hub/method-not-allowed", 405, ["GET", "/things/1/echo", { as: person }]],
    ["hub/method-not-allowed", 405, ["DELETE", "/fail", { as: person }]],
  ])("%s (%d): %j", async (code, status, parameters) => {
    const { call } = await setUp();
    const answer = await call(...parameters);
    expect([answer.json["code"], answer.status, answer.json["status"]]).toEqual([code, status, status]);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  test("names the fields that are wrong, never their values", async () => {
    const { call } = await setUp();
    const { json } = await call("POST", "/things/1/echo", {
      as: person,
      body: { words: 7, deep: { count: "canary" } },
    });
    expect(json["details"]).toEqual({ fields: ["words", "deep.count"] });
    expect(JSON.stringify(json)).not.toContain("canary");
  });

  test("reads no more of a body than the limit, whether or not its length is announced", async () => {
    const { call, hub, tokenOf } = await setUp({ bodyLimit: 1024 });
    const large = { words: "x".repeat(1100) };
    expect((await call("POST", "/things/1/echo", { as: person, body: large })).json["code"]).toBe(
      "hub/body-too-large",
    );
    const lying = { "content-length": "10" };
    expect((await call("POST", "/things/1/echo", { as: person, body: large, headers: lying })).status).toBe(
      413,
    );
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 512;
        controller.enqueue(new Uint8Array(512).fill(0x20));
      },
    });
    const request = new Request("https://hub.example/things/1/echo", {
      method: "POST",
      body: endless,
      duplex: "half",
      headers: {
        authorization: `Bearer ${await tokenOf(person)}`,
        "content-type": "application/json",
        "idempotency-key": "k",
      },
    } as RequestInit);
    expect((await hub.fetch(request)).status).toBe(413);
    expect(sent).toBeLessThan(10_000);
  });

  test("a failure of our own says nothing of its cause to the caller, and everything to the operator", async () => {
    const told: unknown[] = [];
    const { call } = await setUp({
      onUnexpected: (error, operation) => told.push([String(error), operation]),
    });
    const { status, json } = await call("GET", "/fail?page=1", { as: person });
    expect([status, json["code"]]).toEqual([500, "core/unexpected"]);
    expect(JSON.stringify(json)).not.toContain("canary");
    expect(told).toEqual([[expect.stringContaining("canary"), "fail"]]);
  });

  test("a refusal is nobody's failure: the operator is not told", async () => {
    const told: unknown[] = [];
    const { call } = await setUp({ onUnexpected: (error) => told.push(error) });
    await call("GET", "/fail", { as: staff });
    expect(told).toEqual([]);
  });
});
