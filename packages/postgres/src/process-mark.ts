import { readFile } from "node:fs/promises";

/**
 * What tells a process from a later one with the same number: on Linux the machine's boot and the process's start, both
 * from `/proc`; elsewhere nothing more than the number is known.
 */
export async function processMark(pid: number): Promise<string> {
  try {
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The name, second field, may hold spaces and brackets; the start is the 20th field after it (proc(5)).
    const started = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return `${boot.trim()} ${started}`;
  } catch {
    return "";
  }
}

/** Tells whether the process that had this number and mark still runs. */
export async function isRunning(pid: number, mark: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    const isAnothers = error instanceof Error && "code" in error && error.code === "EPERM";
    if (!isAnothers) return false;
  }
  return (await processMark(pid)) === mark;
}
