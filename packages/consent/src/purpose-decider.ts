import {
  type ActorKind,
  applyRule,
  type CommandRules,
  type Context,
  type Decider,
  type FactTypeId,
  type JsonObject,
  type OrganisationId,
} from "@throughline/core";
import { ConsentError, type ConsentErrorCode } from "./errors.js";
import { type NoticeInput, type PublishedNotice, renderingsOf } from "./notice.js";
import { type DefinedPurpose, type Purpose, purposeVersion } from "./purpose.js";

/** A purpose with the notices that explain it. */
export interface PurposeState {
  /** As it is defined now. Absent before the first definition. */
  readonly current?: DefinedPurpose;
  /** Every notice, oldest first. */
  readonly notices: readonly PublishedNotice[];
}

/** Defines a purpose, or gives it more. */
export interface DefinePurpose {
  /** The command. */
  readonly type: "define";
  /** The organisation whose purpose it is. */
  readonly organisation: OrganisationId;
  /** The document. */
  readonly purpose: Purpose;
  /** Those of its fact types that are of a special category. */
  readonly special: readonly FactTypeId[];
}

/** Publishes a notice. */
export interface PublishNotice {
  /** The command. */
  readonly type: "publish";
  /** The organisation whose purpose it is. */
  readonly organisation: OrganisationId;
  /** What people are told. */
  readonly notice: NoticeInput;
}

/** A command to the law of purposes. */
export type PurposeCommand = DefinePurpose | PublishNotice;

/** A purpose was defined. */
export interface PurposeDefined {
  /** The event. */
  readonly type: "purpose.defined";
  /** What it is from now on. */
  readonly data: DefinedPurpose;
}

/** A notice was published. */
export interface NoticePublished {
  /** The event. */
  readonly type: "notice.published";
  /** The notice. */
  readonly data: PublishedNotice;
}

/** An event of a purpose. */
export type PurposeEvent = PurposeDefined | NoticePublished;

const definers: readonly ActorKind[] = ["staff", "service"];

function refuse(code: ConsentErrorCode, details: JsonObject = {}): never {
  throw new ConsentError(code, { details });
}

function checkActor({ actor }: Context, organisation: OrganisationId): void {
  if (!definers.includes(actor.kind) || actor.organisation !== organisation)
    refuse("consent/actor-not-allowed");
}

function checkParity({ grantChannels, withdrawalChannels }: Purpose): void {
  const channels = grantChannels.filter((channel) => !withdrawalChannels.includes(channel));
  if (channels.length > 0) refuse("consent/no-withdrawal-route", { channels });
}

function checkSpecialCategory({ basis, specialCategory }: Purpose, special: readonly FactTypeId[]): void {
  if (special.length > 0 && !specialCategory)
    refuse("consent/special-category-condition", { facts: special });
  if (specialCategory?.condition === "explicit-consent" && basis !== "consent") {
    refuse("consent/special-category-condition", { basis });
  }
}

/** What may only grow, and what must stay. */
const grows = ["facts", "recipients", "withdrawalChannels"] as const;

/**
 * A purpose only grows, so no decision that was made on it is ever untrue afterwards, and the guard on the subject's
 * epoch binds a decision completely.
 */
function checkGrowth(before: Purpose, after: Purpose): void {
  const lost: readonly string[] = grows.filter((list) => {
    const kept: readonly string[] = after[list];
    return before[list].some((item) => !kept.includes(item));
  });
  const isOtherBasis = before.basis !== after.basis;
  const had = before.specialCategory?.condition;
  const isOtherCondition = had !== undefined && had !== after.specialCategory?.condition;
  const members = [
    ...lost,
    ...(isOtherBasis ? ["basis"] : []),
    ...(isOtherCondition ? ["specialCategory"] : []),
  ];
  if (members.length > 0) refuse("consent/purpose-narrowed", { members });
}

function define(
  { current }: PurposeState,
  command: DefinePurpose,
  { now }: Context,
): readonly PurposeEvent[] {
  const { purpose, special } = command;
  checkParity(purpose);
  checkSpecialCategory(purpose, special);
  const version = purposeVersion(purpose);
  if (current?.version === version) return [];
  if (current) checkGrowth(current.purpose, purpose);
  const data = { purpose, version, revision: (current?.revision ?? 0) + 1, definedAt: now };
  return [{ type: "purpose.defined", data }];
}

type Renderings = PublishedNotice["renderings"];

function isSame(before: Renderings, after: Renderings): boolean {
  const languages = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...languages].every((language) => before[language] === after[language]);
}

function publish(
  { current, notices }: PurposeState,
  { notice }: PublishNotice,
  { now }: Context,
): readonly PurposeEvent[] {
  if (!current) refuse("consent/purpose-unknown");
  const { material } = notice;
  const renderings = renderingsOf(notice, current.version);
  const last = notices.at(-1);
  const isMilder = last !== undefined && (last.material || !material);
  if (isMilder && isSame(last.renderings, renderings)) return [];
  const version = notices.length + 1;
  return [
    {
      type: "notice.published",
      data: { version, purposeVersion: current.version, material, renderings, publishedAt: now },
    },
  ];
}

const rules: CommandRules<PurposeState, PurposeCommand, readonly PurposeEvent[]> = {
  define,
  publish,
};

/** The law of purposes: what may be defined, how it may change, and which notices explain it. */
export const purposeDecider: Decider<PurposeState, PurposeCommand, PurposeEvent> = {
  kind: "purpose",
  version: 1,
  initial: { notices: [] },
  decide(state, command, context) {
    checkActor(context, command.organisation);
    return { events: applyRule(rules, state, command, context) };
  },
  evolve: (state, event) =>
    event.type === "purpose.defined"
      ? { ...state, current: event.data }
      : { ...state, notices: [...state.notices, event.data] },
};
