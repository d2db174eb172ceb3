import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolders } from "./folders.mjs";
import { ready } from "./ready.mjs";
import { given, hear, npm, root, run, tool } from "./run.mjs";

const node = process.execPath;
const changeset = () => tool("changeset", "@changesets/cli");
const [npmCommand = "npm", ...npmFirst] = npm;

/** @param {readonly string[]} command */
async function must([program = node, ...args]) {
  const code = await run(program, args);
  if (code !== 0) process.exit(code);
}

/** The bill of materials of what is released, CycloneDX. */
async function writeBillOfMaterials() {
  mkdirSync(join(root, "reports"), { recursive: true });
  const args = ["sbom", "--sbom-format", "cyclonedx", "--omit", "dev", "--loglevel", "error"];
  const { code, said } = await hear(npmCommand, [...npmFirst, ...args]);
  const begin = said.indexOf("{\n");
  if (code !== 0 || begin < 0) {
    console.error(said);
    process.exit(code || 1);
  }
  const bill = said.slice(begin, said.lastIndexOf("}") + 1);
  writeFileSync(join(root, "reports", "sbom.cdx.json"), `${bill}\n`);
  console.log(`Bill of materials: reports/sbom.cdx.json, ${JSON.parse(bill).components.length} components.`);
}

/** Raises the versions; `changeset version` leaves the lock behind, so that follows. */
async function version() {
  await must([node, changeset(), "version"]);
  await must([npmCommand, ...npmFirst, "install", "--package-lock-only", "--ignore-scripts"]);
  await must([node, "tools/lockcheck.mjs"]);
}

/** Everything but the publishing. */
async function rehearse() {
  await must([node, "tools/build.mjs"]);
  await must([node, changeset(), "status"]);
  const folders = packageFolders().flatMap((folder) => ["--workspace", folder]);
  await must([npmCommand, ...npmFirst, "pack", "--dry-run", "--loglevel", "error", ...folders]);
  await writeBillOfMaterials();
}

async function publish() {
  await rehearse();
  await must([node, changeset(), "publish"]);
}

async function dryRun() {
  await rehearse();
  console.log("Dry run: nothing was published. docs/releasing.md says how to.");
}

await ready();
const ways = { "--version": version, "--publish": publish };
await (ways[given.find((arg) => arg in ways)] ?? dryRun)();
