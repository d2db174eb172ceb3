import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as forms from "@throughline/forms";
import ts from "typescript";
import { expect, test } from "vitest";

const readme = readFileSync(join(import.meta.dirname, "../../packages/forms/README.md"), "utf8");

test("the example in the README runs, and does what it says", async () => {
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const body = example.replace(
    /^import \{([^}]*)\} from "@throughline\/(\w+)";$/gm,
    "const {$1} = packages.$2;",
  );
  expect(body).not.toContain("import ");
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const source = `export function example(packages: object) {\n${body}\nreturn { page, next, script, submitted };\n}`;
  const { outputText } = ts.transpileModule(source, { compilerOptions: options });
  const made = (await import(`data:text/javascript,${encodeURIComponent(outputText)}`)) as {
    example(packages: object): {
      page: string;
      next: string;
      script: readonly forms.ScriptLine[];
      submitted: forms.Submitted;
    };
  };
  const { page, next, script, submitted } = made.example({ forms });
  expect(page).toContain("Oes rhywun yn eich gofal?");
  expect(next).toBe("check-answers");
  expect(script).toMatchObject([{ ask: "Do you care for someone?", status: "known", recorded: "No" }]);
  expect(submitted).toMatchObject({
    ok: true,
    submission: { facts: [{ type: "caring.has-duties", value: false }] },
  });
});
