import { HttpError } from "@throughline/http";
import { describe, expect, test } from "vitest";
import { connectionFailure, retryAfterSeconds, toHttpError } from "../../packages/http/src/failure.js";

function wrapped(cause: unknown): TypeError {
  return new TypeError("fetch failed", { cause });
}

describe("what failures become", () => {
  test("the network's own code is told, and nothing it quotes", () => {
    const cause = Object.assign(new Error("connect ECONNREFUSED canary"), {
      code: "ECONNREFUSED",
      data: "canary",
    });
    const failure = connectionFailure(wrapped(cause), "a.example");
    expect(failure).toMatchObject({
      code: "http/unreachable",
      details: { host: "a.example", reason: "ECONNREFUSED" },
    });
    expect(failure.cause).toBeUndefined();
    expect(JSON.stringify(failure) + String(failure.stack)).not.toContain("canary");
  });

  test("a code that is none is not told", () => {
    for (const code of ["canary here", "", 7, undefined, "x".repeat(100)]) {
      const failure = connectionFailure(wrapped(Object.assign(new Error("x"), { code })), "a.example");
      expect(failure).toMatchObject({ details: { host: "a.example" } });
      expect(failure).not.toHaveProperty("details.reason");
    }
  });

  test("a refusal of our own is found however deep it lies, and a circle of causes ends", () => {
    const own = new HttpError("http/refused-address");
    expect(connectionFailure(wrapped(wrapped(own)), "a.example")).toBe(own);
    const circle = new Error("round");
    circle.cause = circle;
    expect(connectionFailure(circle, "a.example")).toMatchObject({ code: "http/unreachable" });
  });

  test("a mistake of the programmer stays one", () => {
    const mistake = new TypeError("mistake");
    expect(toHttpError(mistake, "a.example")).toBe(mistake);
  });

  test.each([
    ["0", 0],
    ["120", 120],
    [" 5 ", 5],
    ["Mon, 23 Nov 2026 10:01:00 GMT", 60],
    ["Mon, 23 Nov 2026 09:00:00 GMT", 0],
    ["", undefined],
    ["-1", undefined],
    ["1.5", undefined],
    ["soon", undefined],
    ["2026", 2026],
    ["9999999999", undefined],
    ["2026-11-23", undefined],
    ["nonsense GMT", undefined],
  ])("Retry-After %j", (text, expected) => {
    const now = Date.parse("2026-11-23T10:00:00Z");
    expect(retryAfterSeconds(new Headers({ "retry-after": text }), now)).toBe(expected);
  });
});
