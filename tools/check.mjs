import { ready } from "./ready.mjs";
import { tool } from "./run.mjs";
import { runSteps } from "./steps.mjs";

await ready();
const node = process.execPath;
await runSteps([
  { name: "types of the packages", command: [node, tool("tsc", "typescript"), "-b"] },
  {
    name: "types of tests, demo and tools",
    command: [node, tool("tsc", "typescript"), "-p", "tsconfig.test.json"],
  },
  {
    name: "format and lint (biome)",
    command: [node, tool("biome", "@biomejs/biome"), "check", "--error-on-warnings", "."],
  },
  { name: "lint with types (oxlint)", command: [node, tool("oxlint"), "--type-aware", "--deny-warnings"] },
  {
    name: "floors (dependency-cruiser)",
    command: [
      node,
      tool("depcruise", "dependency-cruiser"),
      "--config",
      ".dependency-cruiser.cjs",
      "packages",
      "demo",
    ],
  },
  { name: "dead code (knip)", command: [node, tool("knip"), "--no-config-hints"] },
]);
