import { readFileSync } from "node:fs";
import { createRepository, memoryLedger, newId, recordOf, verifyRecord } from "@throughline/core";
import ts from "typescript";
import { expect, test } from "vitest";

const readme = readFileSync(new URL("../../packages/core/README.md", import.meta.url), "utf8");

test("the example in the README runs and prints what it says", async () => {
  const [example = ""] = /(?<=```ts\n)import \{ createRepository[^`]*/.exec(readme) ?? [];
  const body = example.replace(/^import .*$/m, "");
  const { outputText } = ts.transpileModule(body, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  const printed: unknown[][] = [];
  const names = { createRepository, memoryLedger, newId, recordOf, verifyRecord };
  const console = { log: (...words: unknown[]) => printed.push(words) };
  // oxlint-disable-next-line typescript/no-implied-eval -- the example is ours
  const run = new Function(...Object.keys(names), "console", `return (async () => {${outputText}})()`) as (
    ...values: unknown[]
  ) => Promise<void>;
  await run(...Object.values(names), console);
  expect(printed).toEqual([[{ by: "p-1" }, 1], ["consistent"]]);
});

test("the README is at most 60 lines", () => {
  expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(60);
});
