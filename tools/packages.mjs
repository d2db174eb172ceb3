// What others will install: the lock, the manifests, the types, and the packed packages used in an empty project.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { entriesOf, packageFolders } from "./folders.mjs";
import { ready } from "./ready.mjs";
import { npm, root, tool } from "./run.mjs";
import { runSteps } from "./steps.mjs";
import { writeUser } from "./user-project.mjs";

await ready();
const node = process.execPath;
const folders = packageFolders();
const tarballs = mkdtempSync(join(tmpdir(), "throughline-packed-"));
const project = mkdtempSync(join(tmpdir(), "throughline-user-"));

try {
  const packed = await runSteps([
    { name: "lock", command: [node, "tools/lockcheck.mjs"] },
    {
      name: "pack",
      command: [
        ...npm,
        "pack",
        "--pack-destination",
        tarballs,
        ...folders.flatMap((folder) => ["--workspace", folder]),
      ],
    },
  ]);
  if (packed) {
    const files = readdirSync(tarballs).map((file) => join(tarballs, file));
    await runSteps([
      ...folders.map((folder) => ({
        name: `publint ${folder}`,
        command: [node, tool("publint"), "--strict", folder],
      })),
      ...files.map((file) => ({
        name: `types of ${file.slice(tarballs.length + 1)}`,
        command: [node, tool("attw", "@arethetypeswrong/cli"), file, "--profile", "esm-only", "--no-color"],
      })),
    ]);
    writeUser(project, files, folders.flatMap(entriesOf));
    const tsc = tool("tsc", "typescript");
    const installed = await runSteps([
      {
        name: "install into an empty project",
        command: [...npm, "install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd: project,
      },
    ]);
    if (installed) {
      await runSteps([
        { name: "use from an ES module", command: [node, "use.mjs"], cwd: project },
        { name: "use by require()", command: [node, "use.cjs"], cwd: project },
        { name: "use from TypeScript, nodenext", command: [node, tsc, "-p", "nodenext.json"], cwd: project },
        { name: "use from TypeScript, bundler", command: [node, tsc, "-p", "bundler.json"], cwd: project },
      ]);
    }
  }
} finally {
  if (!process.argv.includes("--keep"))
    for (const folder of [tarballs, project]) rmSync(folder, { recursive: true });
  else console.log(`Kept: ${project}, ${tarballs} (from ${root})`);
}
