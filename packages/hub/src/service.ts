import type { Actor } from "@throughline/core";
import type { TokenVerifier } from "@throughline/identity";
import { Hono } from "hono";
import { HubError } from "./errors.js";
import { type OpenApiDocument, openApiOf } from "./openapi.js";
import type { AnyOperation } from "./operation.js";
import { json, problem, type RouteContext, serve } from "./route.js";

/** How a hub is made. */
export interface HubOptions {
  /** Title of its OpenAPI document. */
  readonly title: string;
  /** Verifies the identity token that every operation needs. */
  readonly verifier: TokenVerifier;
  /** What it offers: for example `[...consentOperations(consent), ...journeyOperations(journeys)]`. */
  readonly operations: readonly AnyOperation[];
  /** Largest request body in bytes, 1,024 to 1,048,576. Default 65,536. */
  readonly bodyLimit?: number;
  /** Told of errors that are nobody's refusal, with the operation's id. Default: nobody is told. */
  readonly onUnexpected?: (error: unknown, operation: string) => void;
}

/** The capabilities over HTTP. */
export interface Hub {
  /** Answers a web-standard request. Never throws: what goes wrong is a problem document (RFC 9457). */
  fetch(request: Request): Promise<Response>;
  /** Its OpenAPI 3.1 document, also served at `/openapi.json`. */
  readonly openapi: OpenApiDocument;
}

function checkUnique(operations: readonly AnyOperation[]): void {
  for (const names of [
    operations.map(({ id }) => id),
    operations.map(({ method, path }) => `${method} ${path}`),
  ]) {
    if (new Set(names).size !== names.length)
      throw new RangeError("Two operations share a name or an address.");
  }
}

function authenticator(verifier: TokenVerifier): RouteContext["authenticate"] {
  return async (token, kinds): Promise<Actor> => (await verifier.verify(token, { kinds })).actor;
}

function pattern(path: string): string {
  return path.replace(/\{(\w+)\}/g, ":$1");
}

/**
 * Makes one web-standard handler of the operations, with `/openapi.json` and `/health` beside them.
 *
 * Who acts is always taken from the verified identity token, never from a request's body.
 */
export function createHub(options: HubOptions): Hub {
  const { operations, bodyLimit = 65_536, onUnexpected = () => {} } = options;
  if (!(bodyLimit >= 1024 && bodyLimit <= 1_048_576))
    throw new RangeError("bodyLimit is 1,024 to 1,048,576 bytes.");
  checkUnique(operations);
  const context: RouteContext = { authenticate: authenticator(options.verifier), bodyLimit, onUnexpected };
  const openapi = openApiOf(operations, options.title);
  const app = new Hono();
  app.get("/openapi.json", () => json(openapi));
  app.get("/health", () => json({ status: "ok" }));
  for (const operation of operations) {
    app.on(operation.method, pattern(operation.path), ({ req }) =>
      serve(operation, context, req.raw, req.param()),
    );
  }
  for (const path of new Set(operations.map((operation) => pattern(operation.path)))) {
    app.all(path, () => problem(new HubError("hub/method-not-allowed")));
  }
  app.notFound(() => problem(new HubError("hub/not-found")));
  app.onError(problem);
  return { fetch: async (request) => app.fetch(request), openapi };
}
