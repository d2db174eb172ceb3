import { type Actor, type Context, isThroughlineError, personal } from "@throughline/core";
import { describe, expect, test } from "vitest";
import type { HandoffCommand, HandoffState, HandoffTerms } from "../../packages/journey/src/handoff.js";
import { handoffDecider } from "../../packages/journey/src/handoff-decider.js";
import { evolveHandoff } from "../../packages/journey/src/handoff-evolve.js";
import { handoffKeys, handoffTimers } from "../../packages/journey/src/handoff-index.js";
import { type HandoffAct, isPossible } from "../../packages/journey/src/handoff-states.js";
import { person, phone, phone2 } from "./support.js";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 10, minute)).toISOString();
const context = (actor: Actor, minute = 0): Context => ({ actor, now: at(minute) });
const terms: HandoffTerms = {
  id: "hnd_1",
  journey: "jrn_1",
  audience: { organisation: phone.organisation, unit: "phone-north", channel: "phone" },
  purpose: "p",
  needs: [{ type: "work.history", purpose: "p" }],
  reason: "person-asks",
  card: { service: "s", language: "en" },
  access: personal("p-1", []),
  owner: "p-1",
  place: 0,
  offeredUntil: at(60),
};
const code = { locator: "a1", proof: "b2", place: 7, generation: 1 };
const release = {
  level: "P1",
  types: [],
  withheld: [],
  missing: [],
  hash: "h",
  salt: personal("p-1", "s"),
  consentRevision: 0,
} as const;

const commands = {
  offer: { type: "offer", terms, code },
  reissue: { type: "reissue", code: { locator: "a2", proof: "b3", place: 8 } },
  claim: { type: "claim", claimId: "c", presence: { kind: "call", id: "1" }, proof: "b2", claimSeconds: 600 },
  accept: { type: "accept", epoch: 1, check: { level: "P1", method: "m" }, release, leaseSeconds: 3600 },
  complete: { type: "complete", epoch: 1, outcome: "done" },
  return: { type: "return", epoch: 1, reason: "other" },
  decline: { type: "decline", epoch: 1, reason: "safety" },
  withdraw: { type: "withdraw" },
  recall: { type: "recall", cause: "person" },
  lapse: { type: "lapse" },
} as const satisfies Readonly<Record<HandoffCommand["type"], HandoffCommand>>;

function folded(state: HandoffState, command: HandoffCommand, given: Context): HandoffState {
  return handoffDecider.decide(state, command, given).events.reduce(evolveHandoff, state);
}

const offered = folded(handoffDecider.initial, commands.offer, context(person));
const claimed = folded(offered, commands.claim, context(phone));
const accepted = folded(claimed, commands.accept, context(phone));

function refusal(state: HandoffState, command: HandoffCommand, given: Context): string {
  try {
    handoffDecider.decide(state, command, given);
  } catch (error) {
    return isThroughlineError(error) ? error.code : String(error);
  }
  return "accepted";
}

describe("the law of handoffs", () => {
  test("every act in every state is either in the table or refused", () => {
    const states = {
      offered,
      claimed,
      accepted,
      ...Object.fromEntries(
        (["complete", "return"] as const).map((end) => [
          end,
          folded(accepted, commands[end], context(phone)),
        ]),
      ),
      withdrawn: folded(offered, commands.withdraw, context(person)),
      recalled: folded(accepted, commands.recall, context(person)),
    };
    for (const state of Object.values(states)) {
      for (const [act, command] of Object.entries(commands)) {
        if (act === "offer" || act === "lapse") continue;
        const isAllowed = isPossible(state.status, act as HandoffAct);
        expect([state.status, act, refusal(state, command, context(phone)) === "accepted"]).toEqual([
          state.status,
          act,
          isAllowed,
        ]);
      }
    }
  });

  test("nothing is done with what was never offered", () => {
    for (const act of ["reissue", "claim", "accept", "withdraw", "recall"] as const) {
      expect(refusal(handoffDecider.initial, commands[act], context(phone))).toBe("journey/not-found");
    }
  });

  test("each change of holder moves the fence", () => {
    expect([offered.epoch, claimed.epoch, accepted.epoch]).toEqual([0, 1, 1]);
    expect(folded(accepted, commands.complete, context(phone)).epoch).toBe(2);
    expect(folded(claimed, commands.lapse, context(phone, 10)).epoch).toBe(2);
    expect(folded(offered, commands.withdraw, context(person)).epoch).toBe(0);
  });

  test("only the holder, only by the present epoch, only in time", () => {
    expect(refusal(accepted, commands.complete, context(phone2))).toBe("journey/not-yours");
    expect(refusal(accepted, { ...commands.complete, epoch: 0 }, context(phone))).toBe("journey/stale-epoch");
    expect(refusal(accepted, commands.complete, context(phone, 60))).toBe("journey/stale-epoch");
    expect(refusal(claimed, commands.accept, context(phone, 10))).toBe("journey/stale-epoch");
  });

  test("a claim needs the right proof, audience and time, and its commit must come in time", () => {
    expect(refusal(offered, { ...commands.claim, proof: "b3" }, context(phone))).toBe("journey/not-found");
    expect(refusal(offered, commands.claim, context({ ...phone, unit: "x" }))).toBe("journey/not-found");
    expect(refusal(offered, commands.claim, context({ ...phone, kind: "service" }))).toBe(
      "journey/not-found",
    );
    expect(refusal(offered, commands.claim, context(phone, 60))).toBe("journey/not-found");
    expect(handoffDecider.decide(offered, commands.claim, context(phone)).before).toBe(terms.offeredUntil);
  });

  test("an open code and offer take their places, a used one gives them back", () => {
    const names = (state: HandoffState) => handoffKeys(state).map(({ name }) => name);
    expect(names(offered)).toEqual(["journey", "open-offer", "queue", "code", "open-code"]);
    expect(names(claimed)).toEqual(["journey", "open-offer", "code-claims"]);
    expect(names(accepted)).toEqual(["journey", "holder", "code-claims"]);
    expect(handoffKeys(handoffDecider.initial)).toEqual([]);
    const uniques = handoffKeys(offered)
      .filter(({ unique }) => unique)
      .map(({ name }) => name);
    expect(uniques).toEqual(["open-offer", "code", "open-code"]);
  });

  test("time is kept for what can still change, and asking early changes nothing", () => {
    expect([offered, claimed, accepted].map((state) => handoffTimers(state)[0]?.name)).toEqual([
      "offer-end",
      "claim-end",
      "lease-end",
    ]);
    expect(handoffDecider.decide(accepted, commands.lapse, context(phone, 59)).events).toEqual([]);
    expect(handoffTimers(folded(accepted, commands.complete, context(phone)))).toEqual([]);
  });

  test("a lapsed claim comes back without code and holder, at its old place in the queue", () => {
    const back = folded(claimed, commands.lapse, context(phone, 10));
    expect(back).toMatchObject({ status: "offered", offeredAt: offered.offeredAt });
    expect(back).not.toHaveProperty("code");
    expect(back).not.toHaveProperty("claim");
    expect(refusal(back, commands.claim, context(phone, 11))).toBe("journey/not-found");
  });

  test("taking over from somebody who has left meanwhile changes nothing", () => {
    const gone = folded(accepted, commands.return, context(phone));
    expect(
      handoffDecider.decide(gone, { type: "recall", cause: "taken-over" }, context(phone2)).events,
    ).toEqual([]);
  });
});
