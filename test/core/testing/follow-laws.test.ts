import { followLaws } from "../../../packages/core/src/testing/follow-laws.js";
import { altered, type Mutant, teeth } from "./support.js";

const skips: Mutant = {
  name: "follows by a cursor that skips what commits late",
  breaks: ["followers that compete are each told every event once, in one order without a gap"],
  make: () =>
    altered((ledger) => ({
      async *follow(options) {
        for await (const entry of ledger.follow(options)) if (entry.version !== 3) yield entry;
      },
    })),
};

const tellsTwice: Mutant = {
  name: "tells the last event again when it goes on",
  breaks: ["a follower goes on after any place, and is told all that was committed before"],
  make: () =>
    altered((ledger) => ({
      async *follow(options = {}) {
        const { after } = options;
        const back = after && after.sequence > 1 ? { ...after, sequence: after.sequence - 1 } : after;
        yield* ledger.follow({ ...options, ...(back ? { after: back } : {}) });
      },
    })),
};

const tellsLess: Mutant = {
  name: "tells less in the log than in the history",
  breaks: ["the log tells what the history says"],
  make: () =>
    altered((ledger) => ({
      async *follow(options) {
        for await (const { stateDigest: _, ...entry } of ledger.follow(options)) yield entry;
      },
    })),
};

const burnsNumbers: Mutant = {
  name: "uses up a number for a commit that is refused",
  breaks: ["a refused commit is never told and leaves no gap"],
  make: () => {
    let burnt = 0;
    return altered((ledger) => ({
      commit: async (changes, options) => {
        try {
          return await ledger.commit(changes, options);
        } catch (error) {
          burnt += 1;
          throw error;
        }
      },
      async *follow(options) {
        for await (const { position, ...entry } of ledger.follow(options)) {
          yield position
            ? { ...entry, position: { ...position, sequence: position.sequence + burnt } }
            : entry;
        }
      },
    }));
  },
};

const neverWaits: Mutant = {
  name: "ends when all is told, though it is to wait",
  breaks: ["a live follower is told what comes later"],
  make: () => altered((ledger) => ({ follow: (options) => ledger.follow({ ...options, live: false }) })),
};

const waitsForEver: Mutant = {
  name: "does not hear the signal",
  breaks: ["a live follower ends at its signal"],
  hangs: true,
  make: () =>
    altered((ledger) => ({
      follow: (options = {}) => {
        const { signal: _, ...rest } = options;
        return ledger.follow(rest);
      },
    })),
};

const startsOver: Mutant = {
  name: "starts over where it does not know the log",
  breaks: ["a place in another log is refused"],
  make: () =>
    altered((ledger) => ({
      follow: ({ after, ...options } = {}) =>
        ledger.follow(after === undefined || after.log === "another-log" ? options : { ...options, after }),
    })),
};

const goesOnAnyhow: Mutant = {
  name: "goes on silently after a place that the log never had",
  breaks: ["a place past the end of the log is refused"],
  make: () =>
    altered((ledger) => ({
      async *follow(options = {}) {
        if ((options.after?.sequence ?? 0) < 1_000_000) yield* ledger.follow(options);
      },
    })),
};

teeth(followLaws, [
  skips,
  tellsTwice,
  tellsLess,
  burnsNumbers,
  neverWaits,
  waitsForEver,
  startsOver,
  goesOnAnyhow,
]);
