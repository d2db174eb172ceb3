import type { Actor, ActorKind } from "@throughline/core";
import type * as z from "zod";

/** What a handler is given: all of it checked. */
export interface Call<Body> {
  /** The verified party that acts. */
  readonly actor: Actor;
  /** Path parameters by name. */
  readonly params: Readonly<Record<string, string>>;
  /** Query parameters by name. */
  readonly query: Readonly<Record<string, string>>;
  /** The body; undefined for `get`. */
  readonly body: Body;
  /** The caller's idempotency key; empty for `get`. */
  readonly idempotencyKey: string;
}

/** One operation of the hub: everything that its route, its checks and its OpenAPI entry are made from. */
export interface Operation<Body = never, Answer = unknown> {
  /** Unique name, camel case: OpenAPI `operationId`. */
  readonly id: string;
  /** The capability it belongs to: OpenAPI tag. */
  readonly capability: "consent" | "forms" | "journey" | "notify" | "identity";
  /** `get` changes nothing; `post` needs an idempotency key. */
  readonly method: "get" | "post";
  /** Path with parameters in braces. */
  readonly path: `/${string}`;
  /** What it does, one sentence. */
  readonly summary: string;
  /** Who may call it. */
  readonly actors: readonly ActorKind[];
  /** Query parameters, all optional, with what they mean. */
  readonly query?: Readonly<Record<string, string>>;
  /** Shape of the body; `post` only. */
  readonly body?: z.ZodType<Body>;
  /** Shape of the answer. */
  readonly answer: z.ZodType<Answer>;
  /** HTTP status of the answer. Default 200. */
  readonly status?: 200 | 201;
  /** Does it. Throws our errors; they become problems. */
  run(call: Call<Body>): Promise<Answer>;
}

/** An operation whose body's type is known only to itself. */
export type AnyOperation = Operation;

/** Declares an operation, checking its body and answer against its schemas' types. */
export function operation<Body, Answer>(declared: Operation<Body, Answer>): AnyOperation {
  return declared as unknown as AnyOperation;
}
