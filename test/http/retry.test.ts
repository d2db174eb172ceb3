import { HttpError } from "@throughline/http";
import { describe, expect, test } from "vitest";
import { type RetryRules, retryOptions } from "../../packages/http/src/retry.js";

const rules: RetryRules = { method: "GET", isKeyed: false, retries: 2, leftMs: () => 5000 };

async function isRepeated(error: Error): Promise<boolean | undefined> {
  return await retryOptions(rules).shouldRetry?.({ error, retryCount: 1 });
}

/** An error as ky throws it; ky itself goes by the name. */
function named(name: string, more: object = {}): Error {
  return Object.assign(new Error(name), { name }, more);
}

function answered(status: number, wait?: string): Error {
  const headers = new Headers(wait === undefined ? {} : { "retry-after": wait });
  return named("HTTPError", { response: new Response(null, { status, headers }) });
}

describe("what is repeated", () => {
  test.each([
    ["GET", false, 2],
    ["HEAD", false, 2],
    ["OPTIONS", false, 2],
    ["POST", false, 0],
    ["PUT", false, 0],
    ["PATCH", false, 0],
    ["DELETE", false, 0],
    ["POST", true, 2],
    ["PUT", true, 2],
    ["DELETE", true, 2],
  ])("%s, keyed %s: %i times", (method, isKeyed, limit) => {
    expect(retryOptions({ ...rules, method, isKeyed })).toMatchObject({
      limit,
      methods: [method.toLowerCase()],
    });
  });

  test("failures of the way are, refusals of our own and mistakes are not", async () => {
    expect(await isRepeated(named("TimeoutError"))).toBe(true);
    expect(await isRepeated(new HttpError("http/unreachable"))).toBe(true);
    for (const code of [
      "http/refused-address",
      "http/refused-url",
      "http/too-large",
      "http/redirected",
    ] as const) {
      expect(await isRepeated(new HttpError(code))).toBe(false);
    }
    expect(await isRepeated(new TypeError("mistake"))).toBe(false);
  });

  test("a wait is kept while it fits into the call", async () => {
    expect(await isRepeated(answered(503))).toBeUndefined();
    expect(await isRepeated(answered(503, "4"))).toBeUndefined();
    expect(await isRepeated(answered(503, "5"))).toBe(false);
    expect(await isRepeated(answered(429, "3600"))).toBe(false);
  });

  test("statuses that may pass, and no other", () => {
    expect(retryOptions(rules).statusCodes).toEqual([408, 425, 429, 500, 502, 503, 504]);
  });
});
