import { LedgerError } from "@throughline/core";

/** What goes wrong: the world behind a port is gone, the port itself has a mistake, or the process dies at that call. */
export type Mode = "gone" | "mistake" | "crash";

/** One thing that goes wrong, once. */
export interface Fault {
  /** At which call, from 1. */
  readonly call: number;
  /** Before the call had its effect, or after it, when only the reply is lost. */
  readonly moment: "before" | "after";
  readonly mode: Mode;
}

/** One call that was made of a port. */
export interface Call {
  /** Port and verb: `ledger.commit`. */
  readonly name: string;
  /** False: it only reads, so before and after are the same. */
  readonly changes: boolean;
}

/** What every port is reached through: it counts the calls, and lets one of them fail. */
export interface Tap {
  /** The calls since `open`, in order. */
  readonly calls: readonly Call[];
  /** Begins to count, and to fail if asked. */
  open(fault?: Fault): void;
  /** From now on nothing counts and nothing fails. */
  shut(): void;
  /** Settles when the process has died. */
  readonly died: Promise<"died">;
  /** Puts the tap before a port. `gone`: what it throws when its world is gone. */
  port<Port extends object>(name: string, port: Port, gone?: () => Error): Port;
}

/** Marks an error that the tap threw on purpose. */
export class MistakeError extends Error {}

const lists = ["ledger.find", "ledger.history", "ledger.follow"];
const changing = ["commit", "take", "done", "send", "sign", "obtain", "destroy"];
const unavailable = () => new LedgerError("ledger/unavailable");
const never = () => new Promise<never>(() => {});

interface State {
  calls: Call[];
  fault?: Fault | undefined;
  isOpen: boolean;
  isDead: boolean;
}

function strikeOf(state: State, die: (told: "died") => void) {
  const strikes: Readonly<Record<Mode, (gone: () => Error) => Promise<never>>> = {
    gone: (gone) => Promise.reject(gone()),
    mistake: () => Promise.reject(new MistakeError("A mistake in the port.")),
    crash: async () => {
      state.isDead = true;
      die("died");
      return await never();
    },
  };
  return strikes;
}

/** Makes a tap that is shut. */
export function createTap(): Tap {
  const state: State = { calls: [], isOpen: false, isDead: false };
  let die: (told: "died") => void = () => {};
  const died = new Promise<"died">((resolve) => {
    die = resolve;
  });
  const strikes = strikeOf(state, die);

  function faultAt(call: Call): Fault | undefined {
    if (!state.isOpen) return undefined;
    state.calls.push(call);
    return state.fault?.call === state.calls.length ? state.fault : undefined;
  }

  async function through(call: Call, gone: () => Error, effect: () => unknown): Promise<unknown> {
    if (state.isDead) return await never();
    const fault = faultAt(call);
    if (fault?.moment === "before") return await strikes[fault.mode](gone);
    const result = await effect();
    if (fault?.moment === "after") return await strikes[fault.mode](gone);
    return state.isDead ? await never() : result;
  }

  async function* listed(call: Call, gone: () => Error, open: () => AsyncIterable<unknown>) {
    const items = open()[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = (await through(call, gone, () => items.next())) as IteratorResult<unknown>;
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await items.return?.();
    }
  }

  function port<Port extends object>(name: string, real: Port, gone = unavailable): Port {
    return new Proxy(real, {
      get(target, verb): unknown {
        const member: unknown = Reflect.get(target, verb);
        if (typeof member !== "function") return member;
        const call = { name: `${name}.${String(verb)}`, changes: changing.includes(String(verb)) };
        const reach = (args: readonly unknown[]): unknown => Reflect.apply(member, target, args);
        if (lists.includes(call.name))
          return (...args: readonly unknown[]) =>
            listed(call, gone, () => reach(args) as AsyncIterable<unknown>);
        return async (...args: readonly unknown[]) => await through(call, gone, () => reach(args));
      },
    });
  }

  return {
    get calls() {
      return state.calls;
    },
    open(fault) {
      state.calls = [];
      state.fault = fault;
      state.isOpen = true;
    },
    shut() {
      state.isOpen = false;
    },
    died,
    port,
  };
}
