import { asText, jsonBody } from "@throughline/http";
import { describe, expect, test } from "vitest";
import { hopOf } from "../../packages/http/src/request.js";

const url = new URL("https://a.example/x?y=1");

describe("the request that a call makes", () => {
  test("the call's headers win over the client's, and the body's type over both", () => {
    const call = {
      read: asText,
      body: jsonBody({}),
      headers: { "X-A": "call", "content-type": "text/plain" },
      idempotencyKey: "k",
    };
    const { method, headers, content } = hopOf("post", url, call, { "x-a": "client", "x-b": "client" });
    expect([method, content]).toEqual(["POST", "{}"]);
    expect(Object.fromEntries(headers)).toEqual({
      accept: asText.accept,
      "content-type": "application/json",
      "idempotency-key": "k",
      "x-a": "call",
      "x-b": "client",
    });
  });

  test("the query is added, escaped, and the URL given is left alone", () => {
    const query = { z: "1 2&3", y: "2" };
    expect(hopOf("GET", url, { read: asText, query }, {}).url.href).toBe(
      "https://a.example/x?y=1&z=1+2%263&y=2",
    );
    expect(url.href).toBe("https://a.example/x?y=1");
  });

  test.each(["Host", "content-length", "Transfer-Encoding", "connection", "expect"])(
    "%s is not the caller's",
    (name) => {
      expect(() => hopOf("GET", url, { read: asText, headers: { [name]: "1" } }, {})).toThrow(TypeError);
      expect(() => hopOf("GET", url, { read: asText }, { [name]: "1" })).toThrow(TypeError);
    },
  );

  test("reading carries no body", () => {
    for (const method of ["GET", "head"]) {
      expect(() => hopOf(method, url, { read: asText, body: jsonBody(1) }, {})).toThrow(TypeError);
    }
  });
});
