import {
  type Actor,
  addSeconds,
  applyRule,
  type CommandRules,
  type Context,
  type Decider,
  type FactTypeId,
  type Instant,
  type JsonObject,
  type OrganisationId,
  personal,
} from "@throughline/core";
import type {
  ConsentAct,
  RecordedAct,
  RecordedAnswer,
  RecordedWithdrawal,
  Recorder,
  Withdrawal,
} from "./act.js";
import { ConsentError, type ConsentErrorCode } from "./errors.js";
import { bearerOfEvidence, evidenceOfChannel } from "./evidence.js";
import { type PublishedNotice, supersededBy } from "./notice.js";
import type { DefinedPurpose } from "./purpose.js";
import type { PurposeState } from "./purpose-decider.js";

/** What one person has said about one purpose. */
export interface ConsentState {
  /** The last word, by when it was said. Absent: the person was never asked. */
  readonly standing?: RecordedAct;
}

interface Ground {
  /** The organisation that keeps the record. */
  readonly organisation: OrganisationId;
  /** The purpose as it was read for this attempt. */
  readonly ground: PurposeState;
}

/** Records a person's yes or no. */
export interface AnswerConsent extends Ground {
  /** Which of the two. */
  readonly type: "grant" | "refuse";
  /** The answer. */
  readonly act: ConsentAct;
  /** Those of its fact types that are of a special category. */
  readonly special: readonly FactTypeId[];
}

/** Records that a person takes consent back. */
export interface WithdrawConsent extends Ground {
  /** The command. */
  readonly type: "withdraw";
  /** The withdrawal. */
  readonly act: Withdrawal;
}

/** A command to the law of consent. */
export type ConsentCommand = AnswerConsent | WithdrawConsent;

/** A person said something about a purpose. */
export interface ConsentEvent {
  /** The event. */
  readonly type: "consent.granted" | "consent.refused" | "consent.withdrawn";
  /** What was said. */
  readonly data: RecordedAct;
}

function refuse(code: ConsentErrorCode, details: JsonObject = {}): never {
  throw new ConsentError(code, { details });
}

/** The person for themselves, or staff of the organisation, who are then named in the record. */
function recorderOf(actor: Actor, { organisation, act }: ConsentCommand): Recorder | undefined {
  if (actor.organisation !== organisation) refuse("consent/actor-not-allowed");
  if (actor.kind === "person" && actor.id === act.subject) return undefined;
  if (actor.kind !== "staff") refuse("consent/actor-not-allowed");
  return { id: actor.id, organisation, ...(actor.unit === undefined ? {} : { unit: actor.unit }) };
}

/** A person's own clock decides nothing: only staff date an act, and never ahead. */
function occurrence(asked: Instant | undefined, { now, actor }: Context): Instant {
  if (asked === undefined) return now;
  if (actor.kind !== "staff" || asked > now) refuse("consent/invalid-occurrence");
  return asked;
}

function consentPurpose({ current }: PurposeState): DefinedPurpose {
  if (!current) refuse("consent/purpose-unknown");
  const { basis } = current.purpose;
  if (basis !== "consent") refuse("consent/basis-is-not-consent", { basis });
  return current;
}

function checkScope({ facts, recipients }: ConsentAct, { purpose }: DefinedPurpose): void {
  const members = [
    ...(facts.every((fact) => purpose.facts.includes(fact)) ? [] : ["facts"]),
    ...(recipients.every((recipient) => purpose.recipients.includes(recipient)) ? [] : ["recipients"]),
  ];
  if (members.length > 0) refuse("consent/outside-purpose", { members });
}

function checkEvidence({ channel, evidence }: ConsentAct, { purpose }: DefinedPurpose, actor: Actor): void {
  if (!purpose.grantChannels.includes(channel)) refuse("consent/channel-not-offered", { channel });
  const needed = evidenceOfChannel[channel];
  if (evidence.kind !== needed) refuse("consent/evidence-does-not-fit", { channel, needed });
  const bearer = bearerOfEvidence[needed];
  if (actor.kind !== bearer) refuse("consent/recorder-does-not-fit", { channel, needed: bearer });
}

/** The published notice that was shown. A refusal stands also on an old one: nobody is asked twice to say no. */
function noticeShown({ type, act, ground }: AnswerConsent): PublishedNotice {
  const { hash, language } = act.notice;
  const shown = ground.notices.filter((notice) => notice.renderings[language] === hash).at(-1);
  if (!shown) refuse("consent/notice-unknown", { language });
  const isOld =
    supersededBy(ground.notices, shown.version) || shown.purposeVersion !== ground.current?.version;
  if (isOld && type === "grant") refuse("consent/notice-superseded", { version: shown.version });
  return shown;
}

function answer(command: AnswerConsent, context: Context): RecordedAnswer {
  const { type, act, special, ground } = command;
  const recordedBy = recorderOf(context.actor, command);
  const defined = consentPurpose(ground);
  checkScope(act, defined);
  checkEvidence(act, defined, context.actor);
  const shown = noticeShown(command);
  if (type === "grant" && special.length > 0 && act.expression !== "explicit") {
    refuse("consent/explicit-expression-needed", { facts: special });
  }
  const occurredAt = occurrence(act.occurredAt, context);
  const validFor = type === "grant" ? defined.purpose.validForSeconds : undefined;
  return {
    ...act,
    outcome: type === "grant" ? "granted" : "refused",
    notice: { ...act.notice, version: shown.version },
    purposeVersion: defined.version,
    evidence: personal(act.subject, act.evidence),
    occurredAt,
    recordedAt: context.now,
    ...(recordedBy === undefined ? {} : { recordedBy }),
    ...(validFor === undefined ? {} : { validUntil: addSeconds(occurredAt, validFor) }),
  };
}

function withdrawal(command: WithdrawConsent, context: Context): RecordedWithdrawal {
  const { act, ground } = command;
  const recordedBy = recorderOf(context.actor, command);
  consentPurpose(ground);
  const { reason, ...said } = act;
  return {
    ...said,
    outcome: "withdrawn",
    occurredAt: occurrence(act.occurredAt, context),
    recordedAt: context.now,
    ...(reason === undefined ? {} : { reason: personal(act.subject, reason) }),
    ...(recordedBy === undefined ? {} : { recordedBy }),
  };
}

/**
 * The last word is the one said last, whenever it was written down: a form that arrives late undoes nothing that was
 * said after it was signed. Of two said at the same instant, a yes that is written down late gives way.
 */
function isLastWord(said: RecordedAct, standing: RecordedAct | undefined): boolean {
  if (!standing || said.occurredAt > standing.occurredAt) return true;
  if (said.occurredAt < standing.occurredAt) return false;
  return said.outcome !== "granted" || said.recordedAt === said.occurredAt;
}

const eventTypes = {
  granted: "consent.granted",
  refused: "consent.refused",
  withdrawn: "consent.withdrawn",
} as const satisfies Readonly<Record<RecordedAct["outcome"], ConsentEvent["type"]>>;

function isRepeat(said: RecordedAct, standing: RecordedAct | undefined): boolean {
  return (
    said.outcome === "withdrawn" &&
    standing?.outcome === "withdrawn" &&
    said.occurredAt <= standing.occurredAt
  );
}

const rules: CommandRules<ConsentState["standing"], ConsentCommand, RecordedAct> = {
  grant: (_, command, context) => answer(command, context),
  refuse: (_, command, context) => answer(command, context),
  withdraw: (_, command, context) => withdrawal(command, context),
};

/** The law of consent: who may say what about a purpose, on which evidence, and which word stands. */
export const consentDecider: Decider<ConsentState, ConsentCommand, ConsentEvent> = {
  kind: "consent",
  version: 1,
  initial: {},
  decide({ standing }, command, context) {
    const data = applyRule(rules, standing, command, context);
    return { events: isRepeat(data, standing) ? [] : [{ type: eventTypes[data.outcome], data }] };
  },
  evolve: (state, { data }) => (isLastWord(data, state.standing) ? { standing: data } : state),
  keys: ({ standing }) =>
    standing
      ? [
          { name: "subject", value: standing.subject, order: standing.purpose },
          { name: "purpose", value: standing.purpose, order: standing.subject },
        ]
      : [],
  partition: ({ standing }) => standing?.subject,
};
