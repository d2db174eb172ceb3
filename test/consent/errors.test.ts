import { readdirSync, readFileSync } from "node:fs";
import { ConsentError, type ConsentErrorCode, consentErrors } from "@throughline/consent";
import { isThroughlineError, toProblem } from "@throughline/core";
import { expect, test } from "vitest";

const codes = Object.keys(consentErrors) as ConsentErrorCode[];

test.each(codes)("%s has a status of the caller's fault and a sentence that says what to do", (code) => {
  const error = new ConsentError(code, { details: { member: "facts" } });
  expect(isThroughlineError(error, code)).toBe(true);
  expect(error.status).toBeGreaterThanOrEqual(400);
  expect(error.status).toBeLessThan(500);
  expect(error.message).toMatch(/\. [A-Z].*\.$/);
  expect(toProblem(error)).toMatchObject({ code, details: { member: "facts" }, title: error.message });
});

test.each(codes)("%s is met in a test", (code) => {
  const here = readdirSync(import.meta.dirname).filter(
    (file) => file.endsWith(".test.ts") && file !== "errors.test.ts",
  );
  const text = here.map((file) => readFileSync(`${import.meta.dirname}/${file}`, "utf8")).join("\n");
  expect(text).toContain(`"${code}"`);
});
