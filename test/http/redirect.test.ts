import { isThroughlineError } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { type Hop, isRedirect, nextHop } from "../../packages/http/src/redirect.js";

function hop(method: string, url = "https://a.example/x?y=1"): Hop {
  const headers = new Headers({
    accept: "application/json",
    authorization: "Bearer s",
    cookie: "c=s",
    "x-own": "s",
    "content-type": "text/plain",
  });
  return { url: new URL(url), method, headers, ...(method === "GET" ? {} : { content: "body" }) };
}

function follow(from: Hop, status: number, location: string | null): string {
  try {
    const { method, url, headers, content } = nextHop(from, status, location);
    const kept = [...headers.keys()].join(" ");
    return `${method} ${url} ${content === undefined ? "-" : "body"} ${kept}`;
  } catch (error) {
    return isThroughlineError(error)
      ? `${error.code}: ${JSON.stringify(error.details["reason"]).slice(1, -1)}`
      : String(error);
  }
}

const all = "accept authorization content-type cookie x-own";
const bodiless = "accept authorization cookie x-own";

describe("redirects", () => {
  test.each([
    ["GET", 301, "/b", `GET https://a.example/b - ${all}`],
    ["POST", 301, "/b", `GET https://a.example/b - ${bodiless}`],
    ["POST", 302, "/b", `GET https://a.example/b - ${bodiless}`],
    ["PUT", 302, "/b", `PUT https://a.example/b body ${all}`],
    ["PUT", 303, "/b", `GET https://a.example/b - ${bodiless}`],
    ["DELETE", 303, "/b", `GET https://a.example/b - ${bodiless}`],
    ["POST", 307, "/b", `POST https://a.example/b body ${all}`],
    ["POST", 308, "?z=1", `POST https://a.example/x?z=1 body ${all}`],
  ])("%s %i to %s in the same origin", (method, status, location, expected) => {
    expect(follow(hop(method), status, location)).toBe(expected);
  });

  test.each([
    ["GET", 302, "https://b.example/", "GET https://b.example/ - accept"],
    ["GET", 302, "//b.example/", "GET https://b.example/ - accept"],
    ["GET", 302, "https://a.example:8443/", "GET https://a.example:8443/ - accept"],
    ["POST", 303, "https://b.example/", "GET https://b.example/ - accept"],
    ["POST", 307, "https://b.example/", "http/redirected: would carry a change to another origin"],
    ["DELETE", 308, "https://b.example/", "http/redirected: would carry a change to another origin"],
    ["GET", 302, "http://a.example/", "http/redirected: from https to something else"],
    ["GET", 302, "file:///etc/passwd", "http/redirected: from https to something else"],
    ["GET", 302, "https://[", "http/redirected: no usable location"],
    ["GET", 302, null, "http/redirected: no usable location"],
  ])("%s %i to %s elsewhere", (method, status, location, expected) => {
    expect(follow(hop(method), status, location)).toBe(expected);
  });

  test("which statuses are redirects", () => {
    const statuses = [200, 204, 300, 301, 302, 303, 304, 305, 306, 307, 308, 400];
    expect(statuses.filter(isRedirect)).toEqual([301, 302, 303, 307, 308]);
  });
});
