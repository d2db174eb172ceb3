import type { Actor, Assurance } from "@throughline/core";
import { createTokenIssuer, createTokenVerifier, generateSigningKey } from "@throughline/identity";
import * as z from "zod";
import { operation } from "../../packages/hub/src/operation.js";
import { createHub, type HubOptions } from "../../packages/hub/src/service.js";

export const audience = "urn:hub:work";
const assurance: Assurance = { framework: "gpg45", authentication: "high", proofing: "high" };

export const person: Actor & { assurance: Assurance } = {
  kind: "person",
  id: "p-1",
  organisation: "work",
  assurance,
};
export const staff: Actor & { assurance: Assurance } = {
  kind: "staff",
  id: "s-1",
  organisation: "work",
  unit: "phone",
  assurance,
};

/** Two operations that show everything a route does: one tells what it was given, one fails as it is told. */
export const echo = operation({
  id: "echo",
  capability: "journey",
  method: "post",
  path: "/things/{thing}/echo",
  summary: "Tells what it was given.",
  actors: ["person", "staff"],
  body: z.strictObject({
    words: z.string().max(100_000),
    deep: z.strictObject({ count: z.int() }).exactOptional(),
  }),
  answer: z.unknown(),
  status: 201,
  run: async (call) => call,
});

export const fail = operation({
  id: "fail",
  capability: "consent",
  method: "get",
  path: "/fail",
  summary: "Fails unexpectedly.",
  actors: ["person"],
  query: { page: "Which page." },
  answer: z.unknown(),
  run: async () => {
    throw new Error("canary: the database said something personal");
  },
});

/** A hub over HTTP semantics, and tokens to call it with. */
export async function setUp(options: Partial<HubOptions> = {}) {
  const key = await generateSigningKey();
  const issuer = createTokenIssuer({ issuer: "https://id.example", key });
  const trust = [{ issuer: issuer.issuer, keys: issuer.jwks().keys }];
  const verifier = createTokenVerifier({ trust, audience });
  const hub = createHub({ title: "Test", verifier, operations: [echo, fail], ...options });
  const tokenOf = (actor: Actor & { assurance: Assurance }) => issuer.issue({ actor, audience });

  async function call(
    method: string,
    path: string,
    init: { as?: typeof person; body?: unknown; headers?: HeadersInit } = {},
  ) {
    const headers = new Headers(init.headers);
    if (init.as) headers.set("authorization", `Bearer ${await tokenOf(init.as)}`);
    if (init.body !== undefined && !headers.has("content-type"))
      headers.set("content-type", "application/json");
    if (method === "POST" && !headers.has("idempotency-key"))
      headers.set("idempotency-key", crypto.randomUUID());
    const body = typeof init.body === "string" ? init.body : JSON.stringify(init.body);
    const request = new Request(`https://hub.example${path}`, {
      method,
      headers,
      ...(init.body === undefined ? {} : { body }),
    });
    const answer = await hub.fetch(request);
    return {
      status: answer.status,
      headers: answer.headers,
      json: (await answer.json()) as Record<string, unknown>,
    };
  }
  return { hub, call, tokenOf };
}
