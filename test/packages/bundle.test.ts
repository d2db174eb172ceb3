import { isBuiltin } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { entriesOf, packageNames, root } from "../support/tree.js";

/** Main entries that run anywhere: web-standard, and without the libraries that belong to the floor below. */
const anywhere = ["core", "identity", "consent", "forms", "notify", "journey", "hub"];
const belongBelow = ["pg", "@electric-sql/pglite", "ky", "undici", "pdfkit", "nodemailer"];

/** What a bundler would ship for one entry: our own code and, beside it, the names of all that it leaves outside. */
async function bundled(
  source: string,
): Promise<{ readonly code: string; readonly outside: readonly string[] }> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(root, source)],
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    outdir: "out",
    format: "esm",
    platform: "neutral",
    target: "es2022",
    conditions: ["@throughline/source"],
    plugins: [
      {
        name: "ours-inside-others-outside",
        setup: (bundler) =>
          bundler.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === "entry-point" || path.startsWith("@throughline/") ? undefined : { path, external: true },
          ),
      },
    ],
  });
  const outputs = Object.values(metafile.outputs);
  return {
    code: outputFiles.map(({ text }) => text).join("\n"),
    outside: outputs.flatMap(({ imports }) =>
      imports.filter(({ external }) => external).map(({ path }) => path),
    ),
  };
}

const packageOf = (specifier: string) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;

describe("bundles", () => {
  test.each(packageNames.flatMap(entriesOf))("$as: size", async ({ as, source }) => {
    const { code } = await bundled(source);
    console.log(
      `${as}: ${(gzipSync(code).length / 1024).toFixed(1)} kB gzip, with what it uses of our packages`,
    );
    expect(code.length).toBeGreaterThan(0);
  });

  test.each(anywhere)("%s: the main entry runs anywhere", async (name) => {
    const { code, outside } = await bundled(`packages/${name}/src/index.ts`);
    expect(outside.filter((path) => isBuiltin(path) || belongBelow.includes(packageOf(path)))).toEqual([]);
    expect(code).not.toMatch(/["'`]node:|\bprocess\.env\b|\bBuffer\.from\b/);
  });

  test("the test sees what it is meant to see", async () => {
    const { outside } = await bundled("packages/http/src/index.ts");
    expect(outside.map(packageOf)).toContain("ky");
  });
});
