import { readFileSync } from "node:fs";
import { canonicalize } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { vectorsAt } from "../support/vectors.js";

const folder = vectorsAt("consent/jcs");
const names = ["arrays", "french", "structures", "unicode", "values", "weird"];

describe.skipIf(folder === undefined)("the pairs of RFC 8785's reference implementation", () => {
  test.each(names)("%s", (name) => {
    const read = (path: string) => readFileSync(`${folder}/${path}`, "utf8");
    const written = canonicalize(JSON.parse(read(`input/${name}.json`)));
    expect(written).toBe(read(`output/${name}.json`));
    const hex = read(`outhex/${name}.txt`).replace(/\s+/g, "");
    expect(
      Array.from(new TextEncoder().encode(written), (byte) => byte.toString(16).padStart(2, "0")).join(""),
    ).toBe(hex);
  });
});
