import type { ConsentAct, PublishedNotice } from "@throughline/consent";
import { type Actor, addSeconds, type Context, canonicalize, personal } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { type AnswerConsent, type ConsentState, consentDecider } from "../../packages/consent/src/decider.js";
import { purposeOf, purposeVersion } from "../../packages/consent/src/purpose.js";
import type { PurposeState } from "../../packages/consent/src/purpose-decider.js";
import {
  adapt,
  admin,
  adviser,
  assess,
  codeThrownBy,
  organisation,
  person,
  spokenYes,
  start,
  subject,
  yes,
} from "./support.js";

const now = addSeconds(start, 60);
const notice = (
  version: number,
  hash: string,
  material = true,
  ofPurpose = purposeVersion(purposeOf(adapt)),
): PublishedNotice => ({
  version,
  material,
  purposeVersion: ofPurpose,
  renderings: { en: hash.repeat(64) },
  publishedAt: start,
});
const ground = (notices: readonly PublishedNotice[] = [notice(1, "a")], input = adapt): PurposeState => {
  const purpose = purposeOf(input);
  return { current: { purpose, version: purposeVersion(purpose), revision: 1, definedAt: start }, notices };
};
const context = (actor: Actor): Context => ({ now, actor });

function command(act: ConsentAct, changes: Partial<AnswerConsent> = {}): AnswerConsent {
  const special = act.facts.filter((fact) => fact.startsWith("health."));
  return { type: "grant", organisation, ground: ground(), act, special, ...changes };
}

const shown = notice(1, "a");
const script = { channel: "phone", evidence: { kind: "script", scriptVersion: "3" } } as const;

/** What is refused, by code; each row differs from an accepted act in one thing. */
const refusals: readonly (readonly [string, AnswerConsent, Actor])[] = [
  ["consent/actor-not-allowed", command(yes(shown)), { ...person, organisation: "housing-support" }],
  ["consent/actor-not-allowed", command(yes(shown)), { ...person, id: "p-other" }],
  ["consent/actor-not-allowed", command(yes(shown)), { ...person, kind: "anonymous" }],
  ["consent/actor-not-allowed", command(yes(shown)), { ...person, kind: "agent" }],
  ["consent/actor-not-allowed", command(spokenYes(shown)), { ...adviser, organisation: "housing-support" }],
  ["consent/actor-not-allowed", command(spokenYes(shown)), admin],
  [
    "consent/actor-not-allowed",
    command(spokenYes(shown)),
    { ...adviser, id: subject, organisation: "housing-support" },
  ],
  ["consent/purpose-unknown", command(yes(shown), { ground: { notices: [] } }), person],
  ["consent/basis-is-not-consent", command(yes(shown), { ground: ground([shown], assess) }), person],
  ["consent/outside-purpose", command(yes(shown, { facts: ["work.history"] })), person],
  ["consent/outside-purpose", command(yes(shown, { recipients: ["tax-office"] })), person],
  ["consent/channel-not-offered", command(yes(shown, { channel: "kiosk" })), person],
  ["consent/evidence-does-not-fit", command(yes(shown, { channel: "phone" })), adviser],
  [
    "consent/evidence-does-not-fit",
    command(yes(shown, { channel: "web", evidence: { kind: "witnessed" } })),
    person,
  ],
  ["consent/recorder-does-not-fit", command(yes(shown)), adviser],
  ["consent/recorder-does-not-fit", command(yes(shown, script)), person],
  ["consent/notice-unknown", command(yes(notice(1, "b"))), person],
  [
    "consent/notice-unknown",
    command(yes(shown, { notice: { hash: "a".repeat(64), language: "cy" } })),
    person,
  ],
  ["consent/notice-superseded", command(yes(shown), { ground: ground([shown, notice(2, "b")]) }), person],
  [
    "consent/notice-superseded",
    command(yes(shown), { ground: ground([notice(1, "a", true, "f".repeat(64))]) }),
    person,
  ],
  ["consent/explicit-expression-needed", command(yes(shown, { expression: "affirmative" })), person],
  ["consent/invalid-occurrence", command(yes(shown, { occurredAt: start })), person],
  ["consent/invalid-occurrence", command(spokenYes(shown, { occurredAt: addSeconds(now, 0.001) })), adviser],
];

test.each(refusals)("%s (%#)", (code, asked, actor) => {
  expect(codeThrownBy(() => consentDecider.decide({}, asked, context(actor)))).toBe(code);
});

const details: readonly (readonly [object, AnswerConsent, Actor])[] = [
  [{ basis: "public-task" }, command(yes(shown), { ground: ground([shown], assess) }), person],
  [{ members: ["facts"] }, command(yes(shown, { facts: ["housing.situation", "work.history"] })), person],
  [
    { members: ["recipients"] },
    command(yes(shown, { recipients: ["housing-support", "tax-office"] })),
    person,
  ],
  [{ members: ["facts", "recipients"] }, command(yes(shown, { facts: ["a.b"], recipients: ["c"] })), person],
  [{ channel: "kiosk" }, command(yes(shown, { channel: "kiosk" })), person],
  [{ channel: "phone", needed: "script" }, command(yes(shown, { channel: "phone" })), adviser],
  [{ channel: "phone", needed: "staff" }, command(yes(shown, script)), person],
  [{ language: "en" }, command(yes(notice(1, "b"))), person],
  [{ version: 1 }, command(yes(shown), { ground: ground([shown, notice(2, "b")]) }), person],
  [{ facts: adapt.facts.slice(0, 2) }, command(yes(shown, { expression: "affirmative" })), person],
];

test.each(details)("a refusal says %j and no more", (told, asked, actor) => {
  expect(() => consentDecider.decide({}, asked, context(actor))).toThrow(
    expect.objectContaining({ details: told }),
  );
});

describe("accepted", () => {
  const accepted: readonly (readonly [string, AnswerConsent, Actor])[] = [
    ["a ticked box", command(yes(shown)), person],
    ["a read script", command(spokenYes(shown)), adviser],
    ["a script read this instant", command(spokenYes(shown, { occurredAt: now })), adviser],
    [
      "a script read by staff of no unit",
      command(spokenYes(shown)),
      { kind: "staff", id: "s-1", organisation },
    ],
    ["a script read earlier", command(spokenYes(shown, { occurredAt: start })), adviser],
    ["across the desk", command(yes(shown, { channel: "office", evidence: { kind: "witnessed" } })), adviser],
    [
      "an old notice after a correction",
      command(yes(shown), { ground: ground([shown, notice(2, "b", false)]) }),
      person,
    ],
    [
      "no on a superseded notice",
      command(yes(shown), { type: "refuse", ground: ground([shown, notice(2, "b")]) }),
      person,
    ],
    ["no without a word", command(yes(shown, { expression: "affirmative" }), { type: "refuse" }), person],
    [
      "an action for ordinary facts",
      command(yes(shown, { expression: "affirmative", facts: ["housing.situation"] })),
      person,
    ],
  ];
  test.each(accepted)("%s", (_, asked, actor) => {
    expect(consentDecider.decide({}, asked, context(actor)).events).toHaveLength(1);
  });

  test("a yes is kept whole: evidence marked as personal, notice and purpose pinned, its end fixed", () => {
    const act = spokenYes(shown, { occurredAt: start });
    const [event] = consentDecider.decide({}, command(act), context(adviser)).events;
    expect(event).toEqual({
      type: "consent.granted",
      data: {
        ...act,
        outcome: "granted",
        notice: { ...act.notice, version: 1 },
        purposeVersion: purposeVersion(purposeOf(adapt)),
        evidence: personal(subject, act.evidence),
        occurredAt: start,
        recordedAt: now,
        recordedBy: { id: "s-12", organisation, unit: "phone-north" },
        validUntil: addSeconds(start, 3600),
      },
    });
  });

  test("what is recorded is JSON without undefined, also by staff of no unit", () => {
    const actor: Actor = { kind: "staff", id: "s-1", organisation };
    const [event] = consentDecider.decide({}, command(spokenYes(shown)), context(actor)).events;
    expect(() => canonicalize(event)).not.toThrow();
  });

  test("a no has no end, and the same rendering published twice counts as the newer", () => {
    const grounds = ground([shown, { ...shown, version: 2, material: false }]);
    const [event] = consentDecider.decide(
      {},
      command(yes(shown), { type: "refuse", ground: grounds }),
      context(person),
    ).events;
    expect(event?.data).not.toHaveProperty("validUntil");
    expect(event?.data).toMatchObject({ outcome: "refused", notice: { version: 2 } });
  });
});

describe("which word stands", () => {
  const at = (seconds: number) => addSeconds(start, seconds);
  const said = (outcome: "granted" | "refused" | "withdrawn", occurred: number, recorded: number) => {
    const rest = { subject, purpose: adapt.id, occurredAt: at(occurred), recordedAt: at(recorded) };
    if (outcome === "withdrawn")
      return { type: "consent.withdrawn", data: { ...rest, outcome, channel: "web" } } as const;
    const { evidence, ...act } = yes(shown);
    const kept = {
      ...act,
      ...rest,
      outcome,
      notice: { ...act.notice, version: 1 },
      purposeVersion: "a".repeat(64),
    };
    return { type: `consent.${outcome}`, data: { ...kept, evidence: personal(subject, evidence) } } as const;
  };
  const rows = [
    ["the later one", [said("granted", 1, 1), said("withdrawn", 2, 2)], "withdrawn"],
    ["a yes after a withdrawal", [said("withdrawn", 1, 1), said("granted", 2, 2)], "granted"],
    [
      "a withdrawal, not a form signed before it",
      [said("withdrawn", 2, 2), said("granted", 1, 3)],
      "withdrawn",
    ],
    ["a yes, not a letter sent before it", [said("granted", 2, 2), said("withdrawn", 1, 3)], "granted"],
    [
      "a withdrawal, not a form signed in the same instant",
      [said("withdrawn", 2, 2), said("granted", 2, 3)],
      "withdrawn",
    ],
    ["a letter of the same instant", [said("granted", 2, 2), said("withdrawn", 2, 3)], "withdrawn"],
    ["a refusal of the same instant", [said("granted", 2, 2), said("refused", 2, 3)], "refused"],
    ["what is said here and now", [said("withdrawn", 2, 2), said("granted", 2, 2)], "granted"],
  ] as const;
  test.each(rows)("%s", (_, events, outcome) => {
    const state = events.reduce<ConsentState>((before, event) => consentDecider.evolve(before, event), {});
    expect(state.standing?.outcome).toBe(outcome);
  });
});

describe("withdrawing", () => {
  const withdraw = (changes: object = {}) =>
    ({
      type: "withdraw",
      organisation,
      ground: ground(),
      act: { subject, purpose: adapt.id, channel: "web" },
      ...changes,
    }) as const;

  test.each([
    ["consent/actor-not-allowed", withdraw(), { ...person, id: "p-other" }],
    ["consent/actor-not-allowed", withdraw(), { ...adviser, organisation: "housing-support" }],
    ["consent/purpose-unknown", withdraw({ ground: { notices: [] } }), person],
    ["consent/basis-is-not-consent", withdraw({ ground: ground([], assess) }), person],
    ["consent/invalid-occurrence", { ...withdraw(), act: { ...withdraw().act, occurredAt: start } }, person],
  ] as const)("%s (%#)", (code, asked, actor) => {
    expect(codeThrownBy(() => consentDecider.decide({}, asked, context(actor)))).toBe(code);
  });

  test("again later is a later last word, so that a form signed in between stays out", () => {
    const first = consentDecider.decide({}, withdraw(), { now: start, actor: person }).events[0];
    if (!first) throw new Error("Nothing was withdrawn.");
    const state = consentDecider.evolve({}, first);
    expect(consentDecider.decide(state, withdraw(), { now: start, actor: person }).events).toEqual([]);
    expect(consentDecider.decide(state, withdraw(), { now, actor: adviser }).events).toMatchObject([
      { data: { occurredAt: now, recordedBy: { id: "s-12" } } },
    ]);
  });
});

test("a record is found by subject and by purpose, and stored with its subject", () => {
  const [event] = consentDecider.decide({}, command(yes(shown)), context(person)).events;
  if (!event) throw new Error("Nothing was granted.");
  const state = consentDecider.evolve({}, event);
  expect(consentDecider.keys?.(state)).toEqual([
    { name: "subject", value: subject, order: adapt.id },
    { name: "purpose", value: adapt.id, order: subject },
  ]);
  expect(consentDecider.partition?.(state)).toBe(subject);
  expect(consentDecider.keys?.({})).toEqual([]);
  expect(consentDecider.partition?.({})).toBeUndefined();
});
