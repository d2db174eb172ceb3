import { LedgerError, VaultError } from "@throughline/core";
import type { Fault } from "./mischief.js";
import type { PortOptions } from "./ports.js";

type Member = (...given: readonly unknown[]) => unknown;

/** Which ports are called here, and how each says that it is out of reach. */
const ports = {
  vault: () => new VaultError("vault/unavailable"),
  log: () => new LedgerError("ledger/unavailable"),
} as const;

/** What gives many things one after another. It is read as it stands. */
const lists = new Set<string | symbol>(["tombstones", "entries"]);

/**
 * A port each of whose calls waits for its turn, and cannot be reached at times: before it has done anything, or after,
 * so that nobody can tell.
 */
export function portInTurn<Port extends object>(
  name: keyof typeof ports,
  port: Port,
  { process, scheduler, mischief }: PortOptions,
): Port {
  const failAt = (fault: Fault) => {
    if (mischief.strikes(fault)) throw ports[name]();
  };
  const inTurn = (method: string | symbol, member: Member) => {
    return async (...given: readonly unknown[]) => {
      await scheduler.turn(process, `${name} ${String(method)}`);
      failAt(`${name} gone before it answered`);
      const answer = await Reflect.apply(member, port, given);
      failAt(`${name} gone after it answered`);
      return answer;
    };
  };
  const entries = Object.entries(port as Readonly<Record<string, Member>>);
  const made = entries.map(([method, member]) => [
    method,
    lists.has(method) ? member : inTurn(method, member),
  ]);
  return Object.fromEntries(made) as Port;
}
