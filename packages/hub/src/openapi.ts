import { createComponents, type Describe } from "./components.js";
import type { AnyOperation } from "./operation.js";

/** An OpenAPI 3.1 document, as far as types can follow it. */
export interface OpenApiDocument {
  /** Version of OpenAPI. */
  readonly openapi: "3.1.1";
  /** Title, version and description. */
  readonly info: Readonly<Record<string, unknown>>;
  /** Operations by path and method. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Every other member. */
  readonly [member: string]: unknown;
}

const problemSchema = {
  type: "object",
  required: ["type", "title", "status", "code"],
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", description: "Stable code, package/what." },
    details: { type: "object", description: "Safe particulars." },
  },
};

const problemAnswer = {
  description: "A problem document (RFC 9457); its code says what to do.",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

const keyParameter = {
  name: "Idempotency-Key",
  in: "header",
  required: true,
  description: "The same key with the same request gives the same answer and changes nothing twice.",
  schema: { type: "string", minLength: 1, maxLength: 200, pattern: "^[!-~]+$" },
};

function parameters(operation: AnyOperation): readonly object[] {
  const path = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const query = Object.entries(operation.query ?? {}).map(([name, description]) => ({
    name,
    in: "query",
    description,
    schema: { type: "string" },
  }));
  return [...path, ...query, ...(operation.method === "post" ? [keyParameter] : [])];
}

function entry(operation: AnyOperation, describe: Describe): object {
  const content = (...of: Parameters<Describe>) => ({ "application/json": { schema: describe(...of) } });
  return {
    operationId: operation.id,
    tags: [operation.capability],
    summary: operation.summary,
    description: `May be called by: ${operation.actors.join(", ")}.`,
    parameters: parameters(operation),
    ...(operation.body
      ? { requestBody: { required: true, content: content(operation.body, "input", `${operation.id}Body`) } }
      : {}),
    responses: {
      [operation.status ?? 200]: {
        description: "Done.",
        content: content(operation.answer, "output", `${operation.id}Answer`),
      },
      default: problemAnswer,
    },
  };
}

/** The OpenAPI 3.1 document of a set of operations, made from the schemas that check their requests. */
export function openApiOf(operations: readonly AnyOperation[], title: string): OpenApiDocument {
  const paths: Record<string, Record<string, unknown>> = {};
  const { describe, schemas } = createComponents();
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: entry(operation, describe) };
  }
  return {
    openapi: "3.1.1",
    info: {
      title,
      version: "1",
      description: "Identity, consent, forms, notifications and journey handoff.",
    },
    security: [{ identityToken: [] }],
    tags: [...new Set(operations.map(({ capability }) => capability))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: problemSchema, ...schemas },
      securitySchemes: {
        identityToken: { type: "http", scheme: "bearer", bearerFormat: "JWT (at+jwt, RFC 9068)" },
      },
    },
  };
}
