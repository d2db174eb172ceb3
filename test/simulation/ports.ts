import { type Ledger, LedgerError, type Quota, type Store, type Timers } from "@throughline/core";
import type { DeliveryFailure, EmailAdapter, OutgoingEmail } from "@throughline/notify";
import type { Mischief } from "./mischief.js";
import type { Random } from "./random.js";
import type { Process, Scheduler } from "./scheduler.js";

/** What the ports of one process stand on. */
export interface PortOptions {
  readonly process: Process;
  readonly scheduler: Scheduler;
  readonly mischief: Mischief;
  readonly random: Random;
}

function gone(): never {
  throw new LedgerError("ledger/unavailable");
}

/** A ledger each of whose calls waits for its turn, and whose connection breaks at times. */
function ledgerInTurn(ledger: Ledger, { process, scheduler, mischief }: PortOptions): Ledger {
  const turn = (what: string) => scheduler.turn(process, what);
  return {
    async get(record) {
      await turn("get");
      if (mischief.strikes("database gone at a read")) gone();
      return await ledger.get(record);
    },
    async *find(query) {
      await turn(`find ${query.kind} ${query.name}`);
      yield* ledger.find(query);
    },
    async commit(changes, options) {
      await turn(`commit ${changes.flatMap(({ events }) => events.map(({ type }) => type)).join(" ")}`);
      if (mischief.strikes("database gone before a commit")) gone();
      const commit = await ledger.commit(changes, options);
      if (mischief.strikes("database gone after a commit")) gone();
      return commit;
    },
    async committed(key, fingerprint) {
      await turn("committed");
      return await ledger.committed(key, fingerprint);
    },
    async *history(record) {
      await turn("history");
      yield* ledger.history(record);
    },
    async *follow(options) {
      await turn("follow");
      yield* ledger.follow(options);
    },
  };
}

/** A store each of whose calls waits for its turn. */
export function storeInTurn({ ledger, timers, quota }: Store, options: PortOptions): Store {
  const turn = (what: string) => options.scheduler.turn(options.process, what);
  const timersInTurn: Timers = {
    async take(asked) {
      await turn(`take ${asked?.kind ?? "timers"}`);
      return await timers.take(asked);
    },
    async done(timer) {
      await turn(`done ${timer.name}`);
      return await timers.done(timer);
    },
  };
  const quotaInTurn: Quota = {
    async take(key, limit) {
      await turn("quota");
      return await quota.take(key, limit);
    },
  };
  return { ledger: ledgerInTurn(ledger, options), timers: timersInTurn, quota: quotaInTurn };
}

/** Longer than a sender is waited for before another takes its place. */
const hangsMs = 400_000;

/** A mail server with its moods. What it took is told. */
export function mailServer(options: PortOptions, took: (email: OutgoingEmail) => void): EmailAdapter {
  const { process, scheduler, mischief, random } = options;
  const failure = (kind: DeliveryFailure["failure"], reason: string) => ({ failure: kind, reason });
  return {
    async send(email) {
      await scheduler.turn(process, "send email");
      if (mischief.strikes("mail server busy")) return failure("temporary", "busy");
      if (mischief.strikes("mail address refused")) return failure("permanent", "refused");
      took(email);
      if (mischief.strikes("mail server breaks off")) throw new Error("The connection broke off.");
      if (mischief.strikes("mail server hangs")) await scheduler.sleep(hangsMs, process);
      await scheduler.turn(process, "email taken");
      return { reference: `mail-${random.below(1_000_000)}` };
    },
  };
}
