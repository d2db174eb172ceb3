import { readdirSync, readFileSync } from "node:fs";
import { isThroughlineError } from "@throughline/core";
import { JourneyError, type JourneyErrorCode, journeyErrors } from "@throughline/journey";
import { describe, expect, test } from "vitest";

const codes = Object.keys(journeyErrors) as JourneyErrorCode[];
const here = new URL(".", import.meta.url);
const tests = readdirSync(here)
  .filter((name) => name.endsWith(".test.ts") && name !== "errors.test.ts")
  .map((name) => readFileSync(new URL(name, here), "utf8"))
  .join("\n");

describe("the errors of journeys", () => {
  test.each(codes)("%s has a status and a sentence, and a test that meets it", (code) => {
    const error = new JourneyError(code, { details: { epoch: 2 } });
    expect(isThroughlineError(error, code)).toBe(true);
    expect(error.status).toBeGreaterThanOrEqual(400);
    expect(error.message).toMatch(/^[A-Z].*\.$/);
    expect(tests).toContain(`"${code}"`);
  });
});
