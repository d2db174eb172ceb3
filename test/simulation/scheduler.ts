import { createHash } from "node:crypto";
import type { Random } from "./random.js";

/** Something that runs until it ends or is killed: a hub, or the people outside. What it has begun dies with it. */
export interface Process {
  readonly name: string;
  isAlive: boolean;
}

interface Step {
  readonly at: number;
  readonly order: number;
  readonly owner: Process;
  readonly run: () => unknown;
}

/** Virtual time, and the one order in which everything happens. */
export interface Scheduler {
  /** The time of the world, in milliseconds since 1970. */
  now(): number;
  /** Whose step is being made. */
  current(): Process;
  /** Makes a step later, if its owner is still alive then. */
  after(milliseconds: number, owner: Process, run: () => unknown): void;
  /** Waits; for ever, if the owner dies meanwhile. */
  sleep(milliseconds: number, owner: Process): Promise<void>;
  /** Waits for one's turn to call something outside: others have theirs in between. */
  turn(owner: Process, what: string): Promise<void>;
  /** Gives an answer a little later, in a step of its own. */
  soon<Result>(answer: Result): Promise<Result>;
  /** Notes what happens in the trace. */
  note(text: string): void;
  /** Makes steps until none is left or the world says stop. */
  run(isOver: () => boolean): Promise<void>;
  /** How many steps were made, and the digest of all that was noted: equal for equal seeds. */
  summary(): { readonly steps: number; readonly trace: string };
}

/** Lets every promise that can go on do so: ticks come after all of them. The test's runner gets a word in at times. */
const settled = (steps: number) =>
  new Promise<void>((resolve) => (steps % 500 === 0 ? setImmediate(resolve) : process.nextTick(resolve)));

function isEarlier(one: Step | undefined, other: Step | undefined): boolean {
  if (!one || !other) return one !== undefined;
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** A binary heap of what is to come. */
function createQueue() {
  const heap: Step[] = [];
  const swap = (i: number, j: number) => {
    [heap[i], heap[j]] = [heap[j] as Step, heap[i] as Step];
  };
  return {
    push(step: Step) {
      let at = heap.push(step) - 1;
      for (let up = (at - 1) >> 1; at > 0 && isEarlier(heap[at], heap[up]); up = (at - 1) >> 1) {
        swap(at, up);
        at = up;
      }
    },
    pop(): Step | undefined {
      const first = heap[0];
      const last = heap.pop();
      if (!last || !first || heap.length === 0) return first;
      heap[0] = last;
      for (let at = 0, down = 1; down < heap.length; down = 2 * at + 1) {
        if (isEarlier(heap[down + 1], heap[down])) down += 1;
        if (!isEarlier(heap[down], heap[at])) break;
        swap(at, down);
        at = down;
      }
      return first;
    },
  };
}

/** How long calls to a port take at most, in milliseconds, likelier the more often it stands here. Others come in between. */
const callsMs = [20, 20, 20, 20, 60, 60, 60, 500, 2000, 20_000] as const;

/** A scheduler that starts at an instant. Exactly one thing happens at a time, and chance decides what comes first. */
export function createScheduler(start: number, random: Random): Scheduler {
  const queue = createQueue();
  const trace = createHash("sha256");
  const nobody: Process = { name: "nobody", isAlive: true };
  let [now, order, steps, current] = [start, 0, 0, nobody];

  const after: Scheduler["after"] = (milliseconds, owner, run) => {
    order += 1;
    queue.push({ at: now + Math.max(0, Math.round(milliseconds)), order, owner, run });
  };
  const note = (text: string) => {
    trace.update(`${now} ${text}\n`);
  };
  return {
    now: () => now,
    current: () => current,
    after,
    note,
    sleep: (milliseconds, owner) => new Promise((resolve) => after(milliseconds, owner, resolve)),
    turn: (owner, what) =>
      new Promise((resolve) =>
        after(random.below(random.pick(callsMs)), owner, () => {
          note(`${owner.name} ${what}`);
          resolve();
        }),
      ),
    soon: (answer) => new Promise((resolve) => after(random.below(5), current, () => resolve(answer))),
    async run(isOver) {
      while (!isOver()) {
        const step = queue.pop();
        if (!step) break;
        if (!step.owner.isAlive) continue;
        [now, current, steps] = [step.at, step.owner, steps + 1];
        await step.run();
        await settled(steps);
      }
      current = nobody;
    },
    summary: () => ({ steps, trace: trace.copy().digest("hex") }),
  };
}

/** Makes steps until something is done, and gives what it came to. */
export async function playedOut<Result>({ run }: Scheduler, work: Promise<Result>): Promise<Result> {
  let isDone = false;
  const end = () => {
    isDone = true;
  };
  work.then(end, end);
  await run(() => isDone);
  if (!isDone) throw new TypeError("Nothing is left to happen, and it is not done.");
  return await work;
}
