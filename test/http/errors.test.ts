import { isThroughlineError, toProblem } from "@throughline/core";
import { HttpError, type HttpErrorCode, httpErrors } from "@throughline/http";
import { describe, expect, test } from "vitest";

const codes = Object.keys(httpErrors) as HttpErrorCode[];

describe("the errors of http", () => {
  test.each(codes)("%s is one of ours, with a status and a sentence that says what to do", (code) => {
    const error = new HttpError(code, { details: { host: "a.example" } });
    expect(isThroughlineError(error, code)).toBe(true);
    expect(code).toMatch(/^http\/[a-z]+(-[a-z]+)*$/);
    expect(error.status).toBeGreaterThanOrEqual(400);
    expect(error.message).toMatch(/^[A-Z].*\. [A-Z].*\.$/);
    expect(toProblem(error)).toMatchObject({ code, status: error.status, details: { host: "a.example" } });
  });

  test("what the other side did wrong is never told as the caller's fault", () => {
    const remote = codes.filter((code) => httpErrors[code].status >= 500);
    expect(remote.sort()).toEqual([
      "http/bad-response",
      "http/redirected",
      "http/remote-problem",
      "http/timeout",
      "http/too-large",
      "http/unreachable",
    ]);
  });
});
