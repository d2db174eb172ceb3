import { toInstant } from "@throughline/core";

/** What an invariant that does not hold has to say. */
export interface Broken {
  readonly invariant: string;
  readonly what: string;
  /** The last things that happened, to the person it is about if that can be told. */
  readonly story: readonly string[];
}

/** Who did what, so that a failure can be read. */
export interface Chronicle {
  tell(who: string, what: string): void;
  owns(who: string, what: string): void;
  /** The last lines about whoever owns something that the evidence names; of everybody, if nobody does. */
  storyOf(evidence: string): readonly string[];
}

const mostKept = 5000;
const mostTold = 40;

/** Starts a chronicle on the world's clock. */
export function createChronicle(now: () => number): Chronicle {
  const lines: string[] = [];
  const owners = new Map<string, string>();
  return {
    tell(who, what) {
      if (lines.length > mostKept) lines.splice(0, mostKept / 2);
      lines.push(`${toInstant(new Date(now()))} ${who} ${what}`);
    },
    owns: (who, what) => {
      owners.set(what, who);
    },
    storyOf(evidence) {
      const found = [...owners].find(([what]) => evidence.includes(what))?.[1];
      const name = found === undefined ? /^/ : new RegExp(`\\b${found}\\b`);
      const about = lines.filter((line) => name.test(line));
      return about.slice(-mostTold);
    },
  };
}
