import { describe, expect, test } from "vitest";
import { openApiOf } from "../../packages/hub/src/openapi.js";
import { echo, fail, setUp } from "./support.js";

describe("the OpenAPI document", () => {
  const document = openApiOf([echo, fail], "Test");

  test("has an entry for each operation, made from what checks its requests", () => {
    expect(Object.keys(document.paths)).toEqual(["/things/{thing}/echo", "/fail"]);
    expect(document.paths["/things/{thing}/echo"]?.["post"]).toMatchObject({
      operationId: "echo",
      tags: ["journey"],
      parameters: [
        { name: "thing", in: "path", required: true },
        { name: "Idempotency-Key", in: "header", required: true },
      ],
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: { type: "object", required: ["words"], additionalProperties: false },
          },
        },
      },
      responses: { 201: {}, default: { content: { "application/problem+json": {} } } },
    });
    expect(document.paths["/fail"]?.["get"]).toMatchObject({ parameters: [{ name: "page", in: "query" }] });
    expect(document.paths["/fail"]?.["get"]).not.toHaveProperty("requestBody");
  });

  test("refers only to what it holds", () => {
    const text = JSON.stringify(document);
    for (const [, pointer = ""] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      let at: unknown = document;
      for (const part of pointer.split("/")) at = (at as Record<string, unknown>)[part];
      expect(at, pointer).toBeDefined();
    }
    expect(document.openapi).toBe("3.1.1");
  });

  test("is served, with the hub's health, to anyone", async () => {
    const { call } = await setUp();
    expect((await call("GET", "/openapi.json")).json).toMatchObject({ info: { title: "Test" } });
    expect((await call("GET", "/health")).json).toEqual({ status: "ok" });
  });
});
