import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as consent from "@throughline/consent";
import * as core from "@throughline/core";
import * as hub from "@throughline/hub";
import * as identity from "@throughline/identity";
import ts from "typescript";
import { expect, test } from "vitest";

const readme = readFileSync(join(import.meta.dirname, "../../packages/hub/README.md"), "utf8");

test("the example in the README runs, and does what it says", async () => {
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const body = example.replace(
    /^import \{([^}]*)\} from "@throughline\/(\w+)";$/gm,
    "const {$1} = packages.$2;",
  );
  expect(body).not.toContain("import ");
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const source = `export async function example(packages: object) {\n${body}\nreturn answer;\n}`;
  const { outputText } = ts.transpileModule(source, { compilerOptions: options });
  const made = (await import(`data:text/javascript,${encodeURIComponent(outputText)}`)) as {
    example(packages: object): Promise<Response>;
  };
  const answer = await made.example({ consent, core, hub, identity });
  expect([answer.status, await answer.json()]).toEqual([200, []]);
});
