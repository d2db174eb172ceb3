import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The top of the workspace. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What the person typed after the script's name. */
export const given = process.argv.slice(2);

/** Node options that run TypeScript as it stands, with the workspace packages taken from their sources. */
const onSources = ["--conditions=@throughline/source", "--import", "tsx"];

/** @param {{ code: number | null, signal: NodeJS.Signals | null }} end */
const exitCode = ({ code, signal }) => code ?? 128 + (signal === null ? 0 : constants.signals[signal]);

/**
 * Runs a program, hands our signals on to it, and answers with its exit code.
 *
 * A terminal sends Ctrl-C to the whole group, so there it is not sent a second time: a second one means "at once".
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export async function run(command, args, options = {}) {
  const child = spawn(command, [...args], { cwd: root, stdio: "inherit", ...options });
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    if (signal === "SIGTERM" || !process.stdin.isTTY) child.kill(signal);
  };
  process.on("SIGINT", forward).on("SIGTERM", forward);
  try {
    return await new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => resolve(exitCode({ code, signal })));
    });
  } finally {
    process.off("SIGINT", forward).off("SIGTERM", forward);
  }
}

/**
 * Runs a program quietly, keeping what it says.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<{ code: number, said: string }>}
 */
export async function hear(command, args, options = {}) {
  const child = spawn(command, [...args], { cwd: root, ...options, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: exitCode({ code, signal }), said }));
  });
}

/**
 * The arguments with which `node` runs an installed tool, by the name of its command.
 *
 * @param {string} name
 * @param {string} [from] - The package it is in, where that has another name.
 */
export function tool(name, from = name) {
  const folder = join(root, "node_modules", from);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[name]);
}

/**
 * Runs a TypeScript file of the workspace on its sources.
 *
 * @param {string} file
 * @param {readonly string[]} [args]
 */
export const runSource = (file, args = given) => run(process.execPath, [...onSources, file, ...args]);

/** npm itself, as it was called, else as it is found on the path. */
export const npm = process.env["npm_execpath"]?.endsWith(".js")
  ? [process.execPath, process.env["npm_execpath"]]
  : ["npm"];
