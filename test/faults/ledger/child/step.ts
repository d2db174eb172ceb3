import type { Change, CommitOptions, RecordId } from "@throughline/core";
import { note } from "../notes.js";

/** One commit of a process that is going to be killed: three records at once, under a key of its own. */
export interface Step {
  /** Names it, and is its idempotency key: `child.lane.turn`. */
  readonly key: string;
  /** The records that it makes. */
  readonly made: readonly RecordId[];
  /** The record that counts the steps of its lane. */
  readonly tally: RecordId;
  /** What the tally's version is before it. */
  readonly turn: number;
  readonly changes: readonly Change[];
  readonly options: CommitOptions;
}

/** The step of this name: the same for the process that begins it and for whoever repeats it afterwards. */
export function stepOf(key: string): Step {
  const [child = "", lane = "", turn = "0"] = key.split(".");
  const made: readonly RecordId[] = [`note/${key}.a`, `note/${key}.z`];
  const tally: RecordId = `note/${child}.${lane}.m-tally`;
  return {
    key,
    made,
    tally,
    turn: Number(turn),
    changes: [...made.map((record) => note(record)), note(tally, Number(turn))],
    options: { idempotencyKey: key, fingerprint: "step" },
  };
}
