import { type Actor, toProblem } from "@throughline/core";
import type * as z from "zod";
import { HubError } from "./errors.js";
import type { AnyOperation, Call } from "./operation.js";
import { readJson } from "./read-body.js";

/** Answers that carry a person's data are never kept by anything in between. */
const headers = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

/** Printable ASCII, as the Idempotency-Key header draft has it. */
const keyForm = /^[\x21-\x7e]{1,200}$/;

/** What every route needs. */
export interface RouteContext {
  /** Who a bearer token belongs to, given who may call. */
  readonly authenticate: (token: string, kinds: AnyOperation["actors"]) => Promise<Actor>;
  /** Largest body, in bytes. */
  readonly bodyLimit: number;
  /** Told of what was thrown and is not ours; the caller is not. */
  readonly onUnexpected: (error: unknown, operation: string) => void;
}

/** A JSON answer. */
export function json(value: unknown, status = 200, type = "application/json"): Response {
  return new Response(JSON.stringify(value), { status, headers: { ...headers, "content-type": type } });
}

/** The problem document for whatever was thrown. */
export function problem(error: unknown): Response {
  const { status, ...rest } = toProblem(error);
  return json({ ...rest, status }, status, "application/problem+json");
}

function bearer(request: Request): string {
  const [scheme, token, ...rest] = (request.headers.get("authorization") ?? "").split(" ");
  if (scheme?.toLowerCase() !== "bearer" || !token || rest.length > 0)
    throw new HubError("hub/unauthenticated");
  return token;
}

/** A part of a path as it may be told: what could not be a field's name was chosen by the sender. */
function told(part: PropertyKey): string {
  return /^[\w.:-]{1,64}$/.test(String(part)) ? String(part) : "*";
}

/** Paths of what was wrong, never the values. */
function shaped<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.map(told).join(".")))];
  throw new HubError("hub/invalid-request", { details: { fields } });
}

function keyOf(request: Request): string {
  const key = request.headers.get("idempotency-key") ?? "";
  if (!keyForm.test(key)) throw new HubError("hub/key-required");
  return key;
}

function queryOf(request: Request, operation: AnyOperation): Readonly<Record<string, string>> {
  const given = [...new URL(request.url).searchParams];
  const fields = given.map(([name]) => name).filter((name) => !Object.hasOwn(operation.query ?? {}, name));
  if (fields.length > 0) throw new HubError("hub/invalid-request", { details: { fields } });
  return Object.fromEntries(given);
}

/** Carries out one operation for one request: token, size, key and shape are checked before it runs. */
export async function serve(
  operation: AnyOperation,
  context: RouteContext,
  request: Request,
  params: Readonly<Record<string, string>>,
): Promise<Response> {
  try {
    const actor = await context.authenticate(bearer(request), operation.actors);
    const isPost = operation.method === "post";
    const idempotencyKey = isPost ? keyOf(request) : "";
    const body = operation.body
      ? shaped(operation.body, await readJson(request, context.bodyLimit))
      : undefined;
    const query = queryOf(request, operation);
    const call = { actor, params, query, body, idempotencyKey } as Call<never>;
    return json(await operation.run(call), operation.status ?? 200);
  } catch (error) {
    const answer = problem(error);
    if (answer.status >= 500) context.onUnexpected(error, operation.id);
    return answer;
  }
}
