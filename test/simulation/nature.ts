import { cryptographyInTurn } from "./cryptography.js";
import type { Random } from "./random.js";
import type { Scheduler } from "./scheduler.js";

/** What a process takes from the machine it runs on. */
interface Nature {
  readonly random: typeof Math.random;
  readonly now: typeof Date.now;
  readonly setTimeout: typeof globalThis.setTimeout;
  readonly crypto: Pick<Crypto, "getRandomValues" | "randomUUID" | "subtle">;
}

function put({ random, now, setTimeout, crypto }: Nature): void {
  Math.random = random;
  Date.now = now;
  globalThis.setTimeout = setTimeout;
  for (const [name, value] of Object.entries(crypto))
    Object.defineProperty(globalThis.crypto, name, { value, configurable: true, writable: true });
}

/** Where the clocks change in the night in which each world lives. What keeps to UTC does not notice. */
const zone = "Europe/London";

function setZone(name: string | undefined): void {
  if (name === undefined) delete process.env["TZ"];
  else process.env["TZ"] = name;
}

function fill<View extends ArrayBufferView | null>(view: View, random: Random): View {
  if (view === null) return view;
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = random.below(256);
  return view;
}

/**
 * Runs something in a world where chance comes from the seed and waiting is virtual. Ids made of time and chance are as
 * unforeseeable as ever: nothing may depend on them but their order, which is that of their making.
 */
export async function inSimulatedNature<Result>(
  scheduler: Scheduler,
  random: Random,
  run: () => Promise<Result>,
): Promise<Result> {
  const { getRandomValues, randomUUID, subtle } = crypto;
  const real: Nature = {
    random: Math.random,
    now: Date.now,
    setTimeout: globalThis.setTimeout,
    crypto: {
      getRandomValues: getRandomValues.bind(crypto),
      randomUUID: randomUUID.bind(crypto),
      subtle,
    },
  };
  const later = (go: () => void, milliseconds = 0) => scheduler.after(milliseconds, scheduler.current(), go);
  const digits = () => random.word().toString(16).padStart(8, "0");
  const { TZ } = process.env;
  setZone(zone);
  put({
    random: () => random.word() / 2 ** 32,
    now: scheduler.now,
    setTimeout: later as unknown as typeof globalThis.setTimeout,
    crypto: {
      getRandomValues: (view) => fill(view, random),
      randomUUID: () => `${digits()}-${digits().slice(4)}-4000-8000-${digits()}${digits().slice(4)}`,
      subtle: cryptographyInTurn(scheduler.soon),
    },
  });
  try {
    return await run();
  } finally {
    put(real);
    setZone(TZ);
  }
}
