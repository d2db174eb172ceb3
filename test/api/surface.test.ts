import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { entriesOf, packageNames, root } from "../support/tree.js";

const entries = packageNames.flatMap(entriesOf);

const program = ts.createProgram(
  entries.map(({ source }) => join(root, source)),
  {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    customConditions: ["@throughline/source"],
    types: ["node"],
  },
);
const checker = program.getTypeChecker();

const kinds: readonly (readonly [ts.SymbolFlags, string])[] = [
  [ts.SymbolFlags.Class, "class"],
  [ts.SymbolFlags.Function, "function"],
  [ts.SymbolFlags.Variable, "const"],
  [ts.SymbolFlags.Interface, "interface"],
  [ts.SymbolFlags.TypeAlias, "type"],
];

/** `name: kind`, with the signature of a function as an editor shows it. */
function describeExport(exported: ts.Symbol): string {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const kind = kinds
    .filter(([flag]) => symbol.flags & flag)
    .map(([, name]) => name)
    .join(" and ");
  const signatures = symbol.valueDeclaration ? checker.getTypeOfSymbol(symbol).getCallSignatures() : [];
  const shapes = signatures.map((signature) =>
    checker.signatureToString(signature, undefined, ts.TypeFormatFlags.NoTruncation),
  );
  return [`${exported.name}: ${kind}`, ...shapes.map((shape) => `  ${shape}`)].join("\n");
}

function surfaceOf(source: string): string {
  const file = program.getSourceFile(join(root, source));
  const module = file && checker.getSymbolAtLocation(file);
  const exported = module === undefined ? [] : checker.getExportsOfModule(module);
  return `${exported.map(describeExport).sort().join("\n")}\n`;
}

/** What others may lean on. A change here is a change of the public surface: `npx vitest run test/api -u` accepts it. */
describe("the public surface", () => {
  test.each(entries)("$as", async ({ as, source }) => {
    await expect(surfaceOf(source)).toMatchFileSnapshot(
      `surface/${as.replace("@throughline/", "").replace("/", ".")}.txt`,
    );
  });
});
