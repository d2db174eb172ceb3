import type { NoticeInput, PurposeInput } from "@throughline/consent";
import type { Actor } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { purposeOf } from "../../packages/consent/src/purpose.js";
import {
  type PurposeCommand,
  type PurposeState,
  purposeDecider,
} from "../../packages/consent/src/purpose-decider.js";
import {
  adapt,
  admin,
  adviser,
  assess,
  codeThrownBy,
  organisation,
  person,
  start,
  texts,
} from "./support.js";

const define = (input: PurposeInput, special: readonly string[] = []): PurposeCommand => ({
  type: "define",
  organisation,
  purpose: purposeOf(input),
  special,
});
const publish = (changes: Partial<NoticeInput> = {}): PurposeCommand => ({
  type: "publish",
  organisation,
  notice: { purpose: adapt.id, texts, material: false, ...changes },
});
const decide = (state: PurposeState, command: PurposeCommand, actor: Actor = admin) =>
  purposeDecider.decide(state, command, { now: start, actor }).events;
const stateAfter = (...commands: readonly PurposeCommand[]): PurposeState =>
  commands.reduce(
    (state, command) =>
      decide(state, command).reduce((before, event) => purposeDecider.evolve(before, event), state),
    purposeDecider.initial,
  );
const health = ["health.condition-affects-work"];
const { specialCategory: _, ...plain } = adapt;

describe("defining", () => {
  test.each([
    ["consent/actor-not-allowed", define(assess), person],
    ["consent/actor-not-allowed", define(assess), { ...admin, kind: "agent" }],
    ["consent/actor-not-allowed", define(assess), { ...adviser, organisation: "housing-support" }],
    [
      "consent/no-withdrawal-route",
      define({ ...adapt, withdrawalChannels: ["web", "phone", "office"] }),
      admin,
    ],
    ["consent/no-withdrawal-route", define({ ...adapt, withdrawalChannels: [] }), admin],
    ["consent/special-category-condition", define(plain, health), admin],
    [
      "consent/special-category-condition",
      define({ ...assess, specialCategory: { condition: "explicit-consent" } }),
      admin,
    ],
  ] as const)("%s (%#)", (code, command, actor) => {
    expect(codeThrownBy(() => decide({ notices: [] }, command, actor))).toBe(code);
  });

  test("a public task may use special category facts under a condition of its own", () => {
    const input: PurposeInput = { ...assess, specialCategory: { condition: "substantial-public-interest" } };
    expect(decide({ notices: [] }, define(input, health))).toHaveLength(1);
  });

  test("is open to staff of the organisation, as to its services", () => {
    expect(decide({ notices: [] }, define(assess), adviser)).toHaveLength(1);
  });

  test("names the facts without a condition, and the basis that a condition does not fit", () => {
    const facts = expect.objectContaining({ details: { facts: health } });
    expect(() => decide({ notices: [] }, define(plain, health))).toThrow(facts);
    const misfit = define({ ...assess, specialCategory: { condition: "explicit-consent" } });
    const basis = expect.objectContaining({ details: { basis: "public-task" } });
    expect(() => decide({ notices: [] }, misfit)).toThrow(basis);
  });

  test("names the channels without a way back", () => {
    const command = define({ ...adapt, withdrawalChannels: ["web", "office"] });
    expect(() => decide({ notices: [] }, command)).toThrow(
      expect.objectContaining({ details: { channels: ["paper", "phone"] } }),
    );
  });
});

describe("changing", () => {
  const state = stateAfter(define(adapt));
  const narrowings: readonly (readonly [string, PurposeInput])[] = [
    ["facts", { ...adapt, facts: adapt.facts.slice(1) }],
    ["recipients", { ...adapt, recipients: ["housing-support"] }],
    ["withdrawalChannels", { ...adapt, withdrawalChannels: adapt.grantChannels }],
    ["specialCategory", plain],
    ["specialCategory", { ...adapt, specialCategory: { condition: "public-health" } }],
  ];
  test.each(narrowings)("refuses other or less %s under the same id (%#)", (member, input) => {
    expect(() => decide(state, define(input))).toThrow(
      expect.objectContaining({ code: "consent/purpose-narrowed", details: { members: [member] } }),
    );
  });

  test("refuses another basis under the same id", () => {
    const command = define({ ...assess, basis: "legal-obligation" });
    expect(() => decide(stateAfter(define(assess)), command)).toThrow(
      expect.objectContaining({ code: "consent/purpose-narrowed", details: { members: ["basis"] } }),
    );
  });

  test("the same content in another order changes nothing", () => {
    expect(decide(state, define({ ...adapt, facts: [...adapt.facts].reverse() }))).toEqual([]);
  });

  test("more is a new revision with a new digest, and its notices stay", () => {
    const more = {
      ...adapt,
      facts: [...adapt.facts, "work.history"],
      recipients: [...adapt.recipients, "health-board"],
    };
    const grown = stateAfter(define(adapt), publish(), define(more));
    expect(grown.current?.revision).toBe(2);
    expect(grown.current?.version).not.toBe(state.current?.version);
    expect(grown.notices).toHaveLength(1);
    expect(grown.notices[0]?.purposeVersion).toBe(state.current?.version);
  });

  test("a condition where there was none is more, not less", () => {
    const conditioned: PurposeInput = { ...assess, specialCategory: { condition: "public-health" } };
    expect(decide(stateAfter(define(assess)), define(conditioned))).toHaveLength(1);
  });

  test("other words, fewer grant channels and a shorter life are no narrowing", () => {
    const other: PurposeInput = {
      ...adapt,
      title: { en: "New" },
      grantChannels: ["web"],
      validForSeconds: 60,
    };
    expect(decide(state, define(other))).toHaveLength(1);
  });
});

describe("publishing", () => {
  const state = stateAfter(define(adapt), publish());

  test("is refused to outsiders and for a purpose that is not defined", () => {
    expect(codeThrownBy(() => decide(state, publish({ texts: { en: "x" } }), person))).toBe(
      "consent/actor-not-allowed",
    );
    expect(codeThrownBy(() => decide({ notices: [] }, publish()))).toBe("consent/purpose-unknown");
  });

  test.each([
    ["the same again", publish(), 0],
    ["another text", publish({ texts: { ...texts, en: "Other" } }), 1],
    ["one language more", publish({ texts: { ...texts, pl: "Tekst" } }), 1],
    ["one language less", publish({ texts: { en: texts.en } }), 1],
    ["the same, now material", publish({ material: true }), 1],
  ] as const)("%s", (_, command, count) => {
    expect(decide(state, command)).toHaveLength(count);
  });

  test("counts versions and hashes each language by itself", () => {
    const { notices } = stateAfter(
      define(adapt),
      publish(),
      publish({ texts: { ...texts, cy: "Arall" }, material: true }),
    );
    expect(notices.map(({ version, material }) => [version, material])).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(notices[0]?.renderings["en"]).toBe(notices[1]?.renderings["en"]);
    expect(notices[0]?.renderings["cy"]).not.toBe(notices[1]?.renderings["cy"]);
  });

  test("the same text for other content of the purpose is another rendering", () => {
    const more = { ...adapt, recipients: [...adapt.recipients, "health-board"] };
    const { notices } = stateAfter(define(adapt), publish(), define(more), publish());
    expect(notices[0]?.renderings["en"]).not.toBe(notices[1]?.renderings["en"]);
  });
});
