import { hear } from "./run.mjs";

/**
 * Runs checks one after the other, all of them even if one fails, with a line for each, and sets the exit code.
 *
 * @param {readonly { name: string, command: readonly [string, ...string[]], cwd?: string }[]} steps
 * @returns {Promise<boolean>} Whether all held.
 */
export async function runSteps(steps) {
  let held = true;
  for (const { name, command, cwd } of steps) {
    const begun = performance.now();
    const [program, ...args] = command;
    const { code, said } = await hear(program, args, cwd === undefined ? {} : { cwd });
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(`${code === 0 ? "ok    " : "failed"}  ${name}  ${seconds} s`);
    if (code !== 0) console.log(said.trimEnd());
    held &&= code === 0;
  }
  if (!held) process.exitCode = 1;
  return held;
}
