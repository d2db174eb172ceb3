import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Options } from "tsup";

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const SOURCE = "@throughline/source";
const root = import.meta.dirname;

/** One tsup build per workspace package, its entries read from the package's own `exports`. */
function packageBuild(dir: string): Options | undefined {
  const base = join(root, "packages", dir);
  if (!existsSync(join(base, "package.json"))) return undefined;
  const manifest = JSON.parse(readFileSync(join(base, "package.json"), "utf8")) as Manifest;
  const entry: Record<string, string> = {};
  for (const target of Object.values(manifest.exports ?? {})) {
    if (typeof target === "string") continue;
    const source = target[SOURCE];
    if (typeof source !== "string") continue;
    // "./src/a/b.ts" -> "a/b"
    entry[source.replace(/^\.\/src\//, "").replace(/\.ts$/, "")] = join("packages", dir, source);
  }
  if (Object.keys(entry).length === 0) return undefined;
  const external = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).map(
    (name) => new RegExp(`^${name.replace(/[/.\\]/g, "\\$&")}(/.*)?$`),
  );
  return {
    name: manifest.name,
    entry,
    outDir: join("packages", dir, "dist"),
    tsconfig: "tsconfig.build.json",
    format: ["esm"],
    target: "es2022",
    platform: "neutral",
    dts: false,
    sourcemap: true,
    clean: true,
    splitting: true,
    treeshake: false,
    external,
  };
}

const only = process.env["TSUP_ONLY"]?.split(",");
export default defineConfig(
  readdirSync(join(root, "packages"))
    .filter((dir) => !only || only.includes(dir))
    .map(packageBuild)
    .filter((build): build is Options => build !== undefined),
);
