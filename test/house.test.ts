import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { errorsPage, errorTables } from "../tools/error-tables.js";
import {
  entriesOf,
  filesBelow,
  importsOf,
  manifestOf,
  nodesWhere,
  packageNames,
  placeOf,
  readSource,
  root,
  type SourceFile,
} from "./support/tree.js";

/** The floors: a package imports only from those below its own, and capabilities never one another. */
const floorOf: Readonly<Record<string, number>> = {
  core: 0,
  http: 1,
  postgres: 1,
  paper: 1,
  identity: 2,
  consent: 2,
  forms: 2,
  notify: 2,
  journey: 2,
  hub: 3,
};

const capabilities = packageNames.filter((name) => floorOf[name] === 2);
const everywhere = ["index.ts", "model.ts", "errors.ts"];
/** A form is pure from end to end: it keeps no record, so it has neither a law of one nor a service. */
const pure = ["forms"];
const roomsOf = (name: string) =>
  pure.includes(name) ? everywhere : [...everywhere, "decider.ts", "service.ts"];
const longestFile = 250;
const longestFunction = 40;
const longestReadme = 60;

const ofPackages = packageNames.flatMap((name) => filesBelow(`packages/${name}/src`, ".ts")).map(readSource);
const all = [...ofPackages, ...filesBelow("demo/src", ".ts").map(readSource)];

const isDefault = (node: ts.Node) =>
  ts.isExportAssignment(node) ||
  (ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true);

const isPlainClass = (node: ts.Node) =>
  ts.isClassLike(node) &&
  !node.heritageClauses?.some((clause) => /\bextends\b.*Error\b/.test(clause.getText()));

function isLongFunction(node: ts.Node): boolean {
  if (!ts.isFunctionLike(node) || !("body" in node) || node.body === undefined) return false;
  return node.getText().split("\n").length > longestFunction;
}

/** What must not stand in a source file: the rule, and the node that breaks it. */
const forbidden: readonly (readonly [string, (node: ts.Node) => boolean])[] = [
  [
    "export *",
    (node) => ts.isExportDeclaration(node) && (!node.exportClause || ts.isNamespaceExport(node.exportClause)),
  ],
  ["a default export", isDefault],
  ["an enum", ts.isEnumDeclaration],
  ["a namespace", ts.isModuleDeclaration],
  ["any", (node) => node.kind === ts.SyntaxKind.AnyKeyword],
  ["a non-null assertion", ts.isNonNullExpression],
  ["a class that is no error", isPlainClass],
  [`a function over ${longestFunction} lines`, isLongFunction],
];

/** What only Node has: it must not stand where other runtimes are promised. */
const nodeOnly = new Set(["Buffer", "process", "setImmediate", "__dirname"]);
const isNodeOnly = (node: ts.Node) =>
  ts.isIdentifier(node) && nodeOnly.has(node.text) && !ts.isPropertyAccessExpression(node.parent);
/** Subpaths that are made for Node, with the files behind them. */
const forNode = /^packages\/((core|identity)\/src\/node|notify\/src\/(folder|smtp))[/.]/;

const breaches = (files: readonly SourceFile[], question: (node: ts.Node) => boolean) =>
  files.flatMap((file) => nodesWhere(file, question).map((node) => placeOf(file, node)));

const ours = (specifier: string) => /^@throughline\/([^/]+)/.exec(specifier)?.[1];
const below = (name: string) => packageNames.filter((other) => (floorOf[other] ?? 9) < (floorOf[name] ?? -1));
const packageOf = (path: string) => path.split("/")[1] ?? "";

/** Whether a file has anything to run: one of types alone has nothing that a test could call. */
const runs = ({ syntax }: SourceFile) =>
  syntax.statements.some(
    (node) =>
      !ts.isImportDeclaration(node) &&
      !ts.isExportDeclaration(node) &&
      !ts.isInterfaceDeclaration(node) &&
      !ts.isTypeAliasDeclaration(node),
  );

const mirrorOf = (path: string) => path.replace(/^packages\/([^/]+)\/src\/(.*)\.ts$/, "test/$1/$2.test.ts");

describe("floors", () => {
  test("every package has its floor", () => {
    expect(packageNames.filter((name) => floorOf[name] === undefined)).toEqual([]);
  });

  test.each(packageNames)("%s depends only on what is below it", (name) => {
    const { dependencies, peerDependencies } = manifestOf(name);
    const named = Object.keys({ ...dependencies, ...peerDependencies }).flatMap((other) => ours(other) ?? []);
    expect(below(name)).toEqual(expect.arrayContaining(named));
  });

  test.each(packageNames)("%s imports only what is below it and what it names", (name) => {
    const { dependencies, peerDependencies } = manifestOf(name);
    const named = Object.keys({ ...dependencies, ...peerDependencies });
    const wrong = filesBelow(`packages/${name}/src`, ".ts")
      .map(readSource)
      .flatMap((file) => importsOf(file).map((from) => ({ in: file.path, from })))
      .filter(({ from }) => ours(from) !== undefined)
      .filter(
        ({ from }) =>
          !below(name).includes(ours(from) ?? "") || !named.includes(`@throughline/${ours(from)}`),
      );
    expect(wrong).toEqual([]);
  });

  test("relative imports stay in their package and end in .js", () => {
    const wrong = ofPackages
      .flatMap((file) => importsOf(file).map((from) => ({ in: file.path, from })))
      .filter(({ from }) => from.startsWith("."))
      .filter(
        (found) =>
          !found.from.endsWith(".js") ||
          !join(found.in, "..", found.from).startsWith(`packages/${packageOf(found.in)}/src`),
      );
    expect(wrong).toEqual([]);
  });
});

describe("rooms", () => {
  test.each(capabilities.flatMap((name) => roomsOf(name).map((room) => [name, room] as const)))(
    "%s has %s",
    (name, room) => {
      expect(existsSync(join(root, "packages", name, "src", room))).toBe(true);
    },
  );

  test.each(packageNames)("%s has a short README", (name) => {
    const at = join(root, "packages", name, "README.md");
    expect(existsSync(at), "packages need a README.md").toBe(true);
    expect(readFileSync(at, "utf8").trimEnd().split("\n").length).toBeLessThanOrEqual(longestReadme);
  });

  test.each(packageNames)("the entries of %s are there", (name) => {
    expect(entriesOf(name).filter(({ source }) => !existsSync(join(root, source)))).toEqual([]);
  });
});

describe("files", () => {
  test(`none is over ${longestFile} lines`, () => {
    expect(
      all.filter(({ lines }) => lines > longestFile).map(({ path, lines }) => `${path}: ${lines}`),
    ).toEqual([]);
  });

  test("names are kebab-case", () => {
    expect(all.map(({ path }) => path).filter((path) => !/^[a-z0-9./-]+$/.test(path))).toEqual([]);
  });

  test.each(forbidden)("there is not %s", (_rule, question) => {
    expect(breaches(all, question)).toEqual([]);
  });

  test("core and the capabilities use nothing that only Node has", () => {
    const portable = ofPackages.filter(
      ({ path }) => ["core", ...capabilities].includes(packageOf(path)) && !forNode.test(path),
    );
    expect(breaches(portable, isNodeOnly)).toEqual([]);
    expect(breaches(ofPackages, isNodeOnly)).not.toEqual([]);
  });

  test.each(packageNames)("every file of %s over 30 lines has its mirror test", (name) => {
    const without = ofPackages
      .filter(
        (file) =>
          packageOf(file.path) === name && file.lines > 30 && !file.path.endsWith("/index.ts") && runs(file),
      )
      .map(({ path }) => mirrorOf(path))
      .filter((mirror) => !existsSync(join(root, mirror)));
    expect(without).toEqual([]);
  });
});

describe("the rules see what they are meant to see", () => {
  const samples: Readonly<Record<string, string>> = {
    "export *": 'export * from "./a.js";',
    "a default export": "export default 1;",
    "an enum": "enum A { B }",
    "a namespace": "namespace A {}",
    any: "const a = (b: any) => b;",
    "a non-null assertion": "const a = b!;",
    "a class that is no error": "class A {}",
    [`a function over ${longestFunction} lines`]: `function f() {${"\n".repeat(longestFunction)}}`,
  };

  test.each(forbidden)("%s", (rule, question) => {
    const syntax = ts.createSourceFile("a.ts", samples[rule] ?? "", ts.ScriptTarget.ES2022, true);
    expect(nodesWhere({ path: "a.ts", lines: 1, syntax }, question)).toHaveLength(1);
  });

  test("and let pass what is good", () => {
    const good =
      'export { a } from "./a.js"; class B extends ThroughlineError<C> {} const a = !b as unknown;';
    const syntax = ts.createSourceFile("a.ts", good, ts.ScriptTarget.ES2022, true);
    expect(
      forbidden.flatMap(([, question]) => nodesWhere({ path: "a.ts", lines: 1, syntax }, question)),
    ).toEqual([]);
  });
});

describe("errors", async () => {
  const tables = await errorTables();
  const tests = filesBelow("test", ".ts")
    .map((path) => readFileSync(join(root, path), "utf8"))
    .join("\n");

  test("docs/errors.md says what the tables say (npm run docs writes it)", () => {
    expect(readFileSync(join(root, "docs/errors.md"), "utf8")).toBe(errorsPage(tables));
  });

  test.each([...tables.keys()])(
    "every row of %s has a stable code, an HTTP status and a sentence that says what to do",
    (name) => {
      const good = /^[A-Z][^`]*\.\s+\S.*\.$/;
      const wrong = tables
        .get(name)
        ?.filter(
          ({ code, status, message }) =>
            !/^[a-z]+\/[a-z]+(-[a-z]+)*$/.test(code) || status < 400 || status > 599 || !good.test(message),
        );
      expect(wrong).toEqual([]);
    },
  );

  test.each([...tables.keys()])("every code of %s is met in a test", (name) => {
    expect(
      tables
        .get(name)
        ?.filter(({ code }) => !tests.includes(code))
        .map(({ code }) => code),
    ).toEqual([]);
  });
});
