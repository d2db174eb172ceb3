import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageNames, root } from "../support/tree.js";

const read = (path: string) => readFileSync(join(root, path), "utf8");

describe("the documents lead somewhere", () => {
  const documents = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/releasing.md",
    "docs/erasure.md",
    "docs/operations.md",
    "docs/evidence.md",
  ];
  const readmes = packageNames.map((name) => `packages/${name}/README.md`);

  test("every test and tool that SECURITY.md names is there", () => {
    const named = [...read("SECURITY.md").matchAll(/`([^`\s]*(?:test|tools)[^`\s]*)`/g)].map(
      ([, path = ""]) => path,
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test.each([...documents, ...readmes])("the links of %s", (document) => {
    const links = [...read(document).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => !existsSync(join(root, document, "..", link)))).toEqual([]);
  });
});
