import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as consent from "@throughline/consent";
import * as core from "@throughline/core";
import * as journey from "@throughline/journey";
import ts from "typescript";
import { expect, test } from "vitest";

const readme = readFileSync(join(import.meta.dirname, "../../packages/journey/README.md"), "utf8");

test("the example in the README runs, and does what it says", async () => {
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const named = /^import \{([^}]*)\} from "@throughline\/(\w+)";$/gm;
  const body = example.replace(named, "const {$1} = packages.$2;").replace(/console\.log\(.*\n/, "\n");
  expect(body).not.toContain("import ");
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const source = `export async function example(packages: object) {\n${body}\nreturn accepted;\n}`;
  const { outputText } = ts.transpileModule(source, { compilerOptions: options });
  const made = (await import(`data:text/javascript,${encodeURIComponent(outputText)}`)) as {
    example(packages: object): Promise<journey.Accepted>;
  };
  const accepted = await made.example({ core, consent, journey });
  if (!accepted.ok) throw new Error("person check");
  expect(accepted.projection.facts.map(({ value }) => value)).toEqual(["Ann Example", "Welder"]);
});
