import {
  consentEpoch,
  consentEpochOf,
  createRepository,
  type Decider,
  type Guard,
  type Personal,
  personal,
  recordId,
  type Store,
  type SubjectId,
  ThroughlineError,
  transact,
} from "@throughline/core";
import { expect } from "vitest";
import { type DeciderProof, fresh, officer, outcome, pause } from "./support.js";

interface Consent {
  readonly given: boolean;
}
type ConsentCommand = { readonly type: "give" | "withdraw" };
type ConsentEvent = { readonly type: "consent.given" | "consent.withdrawn"; readonly data: object };

const consent: Decider<Consent, ConsentCommand, ConsentEvent> = {
  kind: "consent",
  version: 1,
  initial: { given: false },
  decide: (_, { type }) => ({
    events: [{ type: type === "give" ? "consent.given" : "consent.withdrawn", data: {} }],
  }),
  evolve: (_, { type }) => ({ given: type === "consent.given" }),
};

interface Release {
  readonly released: readonly Personal<string>[];
}
interface ReleaseCommand {
  readonly fact: Personal<string>;
  readonly given: boolean;
  readonly guard?: Guard;
}
type Released = { readonly type: "fact.released"; readonly data: { readonly fact: Personal<string> } };

const release: Decider<Release, ReleaseCommand, Released> = {
  kind: "release",
  version: 1,
  initial: { released: [] },
  decide: (_, { fact, given, guard }) => {
    if (!given) throw new ThroughlineError("release/withheld", { status: 403, message: "Withheld." });
    return { events: [{ type: "fact.released", data: { fact } }], ...(guard ? { requires: [guard] } : {}) };
  },
  evolve: ({ released }, { data }) => ({ released: [...released, data.fact] }),
};

function office({ ledger }: Store, subject: SubjectId) {
  const consents = createRepository(ledger, consent);
  const epochs = createRepository(ledger, consentEpoch);
  const releases = createRepository(ledger, release);
  const [consentOf, epochOf] = [recordId("consent", subject), consentEpochOf(subject)];
  return {
    change: (type: ConsentCommand["type"]) =>
      transact(ledger, async () => [
        await consents.prepare(consentOf, { type }, { actor: officer }),
        await epochs.prepare(
          epochOf,
          { type: "advance", subject, cause: `consent.${type}` },
          { actor: officer },
        ),
      ]),
    release: (name: string, options: { guarded: boolean; meanwhile?: () => Promise<void> }) =>
      transact(ledger, async () => {
        // The epoch is read before the consent: what changes in between is caught by the guard.
        const { version } = await epochs.load(epochOf);
        const { given } = (await consents.load(consentOf)).state;
        await options.meanwhile?.();
        const guard = options.guarded ? { guard: { record: epochOf, version } } : {};
        const command = { fact: personal(subject, "1 High Street"), given, ...guard };
        return [await releases.prepare(recordId("release", [subject, name]), command, { actor: officer })];
      }),
  };
}

/** A withdrawal is acknowledged between the check and the commit of a release. */
async function withdrawnMeanwhile(store: Store, guarded: boolean): Promise<string> {
  const desk = office(store, fresh("p"));
  await desk.change("give");
  let isFirst = true;
  const meanwhile = async () => {
    if (isFirst) await desk.change("withdraw");
    isFirst = false;
  };
  return await outcome(desk.release("one", { guarded, meanwhile }));
}

async function race(store: Store): Promise<void> {
  const desk = office(store, fresh("p"));
  await desk.change("give");
  let isWithdrawn = false;
  const late: string[] = [];
  let released = 0;
  let turns = 0;
  const clerk = async (name: string) => {
    for (let turn = 0; turn < 25; turn += 1) {
      const beganAfter = isWithdrawn;
      const result = await outcome(desk.release(`${name} ${turn}`, { guarded: true }));
      turns += 1;
      if (result === "done") released += 1;
      if (result === "done" && beganAfter) late.push(`${name} ${turn}`);
      if (beganAfter) expect(result).toBe("release/withheld");
      await pause(1);
    }
  };
  // In the middle, however slow the machine: after some releases, and before the last.
  const withdraw = async () => {
    while (released < 8 && turns < 50) await pause(1);
    await desk.change("withdraw");
    isWithdrawn = true;
  };
  await Promise.all([...["a", "b", "c", "d"].map(clerk), withdraw()]);
  expect(late).toEqual([]);
  expect(released).toBeGreaterThan(0);
}

export const releaseProofs: readonly DeciderProof[] = [
  {
    name: "release: a withdrawal between check and commit withholds the fact",
    run: async (store) => {
      expect(await withdrawnMeanwhile(store, true)).toBe("release/withheld");
    },
  },
  {
    name: "release, the naive way: without the guard the fact goes out after the withdrawal",
    run: async (store) => {
      expect(await withdrawnMeanwhile(store, false)).toBe("done");
    },
  },
  { name: "release: no release that begins after an acknowledged withdrawal succeeds", run: race },
];
