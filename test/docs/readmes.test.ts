import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, describe, expect, test } from "vitest";
import { packageNames, root } from "../support/tree.js";

/** What an example leaves to its reader. */
const left: Readonly<Record<string, string>> = {
  "core-2": `import { test } from "node:test";
import { memoryLedger } from "@throughline/core";
const store = memoryLedger();
`,
  "operations-1": `import { localKeyWrap } from "@throughline/core";
import { createPostgres } from "@throughline/postgres";
const store = await createPostgres({ source: "urn:example:work-and-careers" });
const inner = localKeyWrap({ id: "inner", key: crypto.getRandomValues(new Uint8Array(32)) });
const kms: Kms = {
  encrypt: (_, plain, context) => inner.wrap(plain, context),
  decrypt: (_, box, context) => inner.unwrap(box, context).catch(() => undefined),
};
`,
  "notify-1": `import { createConsent } from "@throughline/consent";
const actor = { kind: "service", id: "set-up", organisation: "work-and-careers" } as const;
const consent = createConsent({ ledger: memoryLedger(), organisation: actor.organisation });
await consent.definePurpose(
  {
    id: "work-support.assess",
    title: { en: "Assess" },
    basis: "public-task",
    facts: ["contact.email"],
    recipients: ["work-and-careers"],
    grantChannels: [],
    withdrawalChannels: [],
  },
  { actor },
);
`,
};

/** What an example prints, where it prints something. */
const printed: Readonly<Record<string, string>> = {
  "erasure-1": "completed [ 'p-1', 'jrn_1' ]\n",
  "operations-1": "true\n",
  "operations-2": "true\nkeys-destroyed\n{ name: { '~erased': 'p-1' } }\nlog/rolled-back\nrolled-back true\n",
  "core-1": "{ by: 'p-1' } 1\nconsistent\n",
  "http-1": "waiting\n405\n",
  "journey-1": "[ 'Ann Example', 'Welder' ]\n",
  "postgres-1": "1 { words: 'Hello' }\n",
};

/** What an example leaves in the folder it runs in. */
const leaves: Readonly<Record<string, RegExp>> = { "paper-1": /^letter\.pdf$/, "notify-1": /^outbox$/ };

const project = mkdtempSync(join(tmpdir(), "throughline-readmes-"));
afterAll(() => rmSync(project, { recursive: true, force: true }));
symlinkSync(join(root, "node_modules"), join(project, "node_modules"), "junction");
writeFileSync(join(project, "package.json"), '{ "type": "module" }');

const pages = [
  ...packageNames.map((name) => ({ name, page: `packages/${name}/README.md` })),
  { name: "erasure", page: "docs/erasure.md" },
  { name: "operations", page: "docs/operations.md" },
];

const examples = pages.flatMap(({ name, page }) => {
  const readme = readFileSync(join(root, page), "utf8");
  return [...readme.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, text = ""], at) => {
    const id = `${name}-${at + 1}`;
    const path = join(project, `${id}.ts`);
    writeFileSync(path, (left[id] ?? "") + text);
    return { name, id, path };
  });
});

const program = ts.createProgram(
  examples.map(({ path }) => path),
  {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    customConditions: ["@throughline/source"],
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
  },
);

/** What the compiler says about an example alone: the sources it leads to are checked elsewhere. */
function faultsOf(path: string): readonly string[] {
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(path))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

describe("the examples of the packages' READMEs and of the guides", () => {
  test("every page has one", () => {
    expect([...new Set(examples.map(({ name }) => name))]).toEqual(pages.map(({ name }) => name));
  });

  test.each(examples)("$id fits the types", ({ path }) => {
    expect(faultsOf(path)).toEqual([]);
  });

  test.concurrent.each(examples)(
    "$id runs as it stands",
    async ({ id, path }) => {
      const tsx = join(root, "node_modules/tsx/dist/loader.mjs");
      const options = { cwd: project, timeout: 80_000, env: { ...process.env, NODE_ENV: "production" } };
      const args = ["--conditions=@throughline/source", "--import", `file://${tsx}`, path];
      const { stdout } = await promisify(execFile)(process.execPath, args, options);
      if (id !== "core-2") expect(stdout).toBe(printed[id] ?? "");
      else expect(stdout).toMatch(/^(# |ℹ )fail 0$/m);
      const file = leaves[id];
      if (file !== undefined) expect(readdirSync(project)).toContainEqual(expect.stringMatching(file));
    },
    90_000,
  );

  test("the check sees what does not fit", () => {
    const path = join(project, "wrong.ts");
    writeFileSync(path, 'import { memoryLedger } from "@throughline/core";\nmemoryLedger().nothing();\n');
    const wrong = ts.createProgram([path], program.getCompilerOptions());
    expect(ts.getPreEmitDiagnostics(wrong, wrong.getSourceFile(path))).toHaveLength(1);
  });
});
