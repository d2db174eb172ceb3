import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageNames, root } from "../support/tree.js";

interface Locked {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
}

const read = (path: string) => readFileSync(join(root, path), "utf8");
const lock = JSON.parse(read("package-lock.json")) as { readonly packages: Readonly<Record<string, Locked>> };
const withScript = Object.entries(lock.packages).filter(([, meta]) => meta.hasInstallScript === true);
const onInstall = ["preinstall", "install", "postinstall", "prepare", "preprepare", "postprepare"];

describe("nothing runs when a package is installed", () => {
  test.each(packageNames)("%s has no install script", (name) => {
    const { scripts = {} } = JSON.parse(read(`packages/${name}/package.json`)) as {
      readonly scripts?: Readonly<Record<string, string>>;
    };
    expect(Object.keys(scripts).filter((script) => onInstall.includes(script))).toEqual([]);
  });

  test("nor has anything that they depend on; only tools of the workspace have one", () => {
    expect(withScript.length).toBeGreaterThan(0);
    expect(withScript.filter(([, { dev, devOptional }]) => !dev && !devOptional)).toEqual([]);
  });
});
