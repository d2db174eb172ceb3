import {
  type Actor,
  type ConsentGate,
  createRepository,
  fingerprint,
  idempotencyKey,
  idOf,
  isErased,
  isThroughlineError,
  type Ledger,
  newId,
  type OrganisationId,
  type Prepared,
  type RecordId,
  type Repository,
  recordOf,
  reveal,
  type SubjectId,
  type Timers,
  transact,
} from "@throughline/core";
import type { DeliveryFailure, EmailAdapter, OutgoingEmail } from "./adapter.js";
import { type NotificationCommand, notification } from "./decider.js";
import { parseEmailAddress } from "./email-address.js";
import { NotifyError } from "./errors.js";
import type { NotificationState, NotificationView } from "./model.js";
import type { FieldValues } from "./placeholder.js";
import type { Template } from "./template.js";

/** How notifications are made. */
export interface NotificationsOptions {
  /** Where they are kept. */
  readonly ledger: Ledger;
  /** What is due. */
  readonly timers: Timers;
  /** Who says whether a person may be written to. Asked again at each try. */
  readonly consent: ConsentGate;
  /** Who writes. */
  readonly organisation: OrganisationId;
  /** Every template in every version that may still be on its way. */
  readonly templates: readonly Template[];
  /** Hands messages over. */
  readonly email: EmailAdapter;
}

/** A message to one person. */
export interface SendRequest {
  /** The template's id. */
  readonly template: string;
  /** The template's version. */
  readonly templateVersion: number;
  /** Whom it is for. */
  readonly subject: SubjectId;
  /** Where it goes. */
  readonly to: string;
  /** BCP 47 language tag. */
  readonly language: string;
  /** The personalisation, as the template's schema has it. */
  readonly data: FieldValues;
}

/** What a round of delivery did. */
export interface DeliveryRound {
  /** Handed over. */
  readonly accepted: number;
  /** Not handed over; tried again later or never, as the record says. */
  readonly failed: number;
  /** Not sent for want of a lawful basis. */
  readonly withheld: number;
}

/** Tells people what they need to know. */
export interface Notifications {
  /**
   * Records a message to be sent; `deliverDue` sends it. The same key gives the same notification.
   *
   * Throws `notify/unknown-template`, `notify/invalid-address`, and what the template throws.
   */
  send(
    request: SendRequest,
    options: { readonly actor: Actor; readonly idempotencyKey: string },
  ): Promise<NotificationView>;
  /** How far a notification has come. Throws `notify/not-found`. */
  get(id: string): Promise<NotificationView>;
  /** Sends what is due. Call it from a worker, as many as you like. */
  deliverDue(): Promise<DeliveryRound>;
}

type Outcome = keyof DeliveryRound | "passed";

interface Parts extends NotificationsOptions {
  readonly repository: Repository<NotificationState, NotificationCommand>;
  readonly worker: Actor;
}

function viewOf(record: RecordId, state: NotificationState): NotificationView {
  const { status, template, attempts, reason, reference } = state;
  return {
    id: idOf(record),
    status,
    template,
    attempts,
    ...(reason === undefined ? {} : { reason }),
    ...(reference === undefined ? {} : { reference }),
  };
}

function templateOf(templates: readonly Template[], id: string, version: number): Template {
  const found = templates.find((template) => template.id === id && template.version === version);
  if (!found) throw new NotifyError("notify/unknown-template", { details: { template: id, version } });
  return found;
}

/** Without what was left undefined, which no record can hold. */
function stated(values: FieldValues): FieldValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** Begins a try if a lawful basis covers it at this instant; the basis is part of the commit. */
async function begin(parts: Parts, record: RecordId): Promise<Prepared<NotificationState>> {
  const { state } = await parts.repository.load(record);
  const decision = await parts.consent.check({
    subject: state.subject,
    purpose: state.purpose,
    recipient: parts.organisation,
    fact: "contact.email",
  });
  const isErasedNow = isErased(state.to) || isErased(state.data);
  const reason = isErasedNow ? "erased" : decision.reason;
  const isAllowed = decision.permitted && !isErasedNow;
  const command = isAllowed ? ({ type: "begin" } as const) : ({ type: "withhold", reason } as const);
  const prepared = await parts.repository.prepare(record, command, { actor: parts.worker });
  const before = isAllowed && decision.validUntil !== undefined ? { before: decision.validUntil } : {};
  return { ...prepared, ...before, requires: [...prepared.requires, decision.guard] };
}

function compose(parts: Parts, record: RecordId, state: NotificationState): OutgoingEmail {
  const template = templateOf(parts.templates, state.template, state.templateVersion);
  const rendered = template.render(template.check(reveal(state.data)), state.language);
  return { ...rendered, id: idOf(record), to: reveal(state.to) };
}

type HandOver = { readonly reference: string } | DeliveryFailure;

/** A template or a person that is gone is no reason to stop the others' messages. */
function composed(parts: Parts, record: RecordId, state: NotificationState): OutgoingEmail | DeliveryFailure {
  try {
    return compose(parts, record, state);
  } catch (error) {
    if (isThroughlineError(error)) return { failure: "permanent", reason: error.code };
    throw error;
  }
}

/** Whatever an adapter throws is not about the message: what is, it says with a value. */
async function handOver(parts: Parts, record: RecordId, state: NotificationState): Promise<HandOver> {
  try {
    const email = composed(parts, record, state);
    return "failure" in email ? email : await parts.email.send(email);
  } catch {
    return { failure: "temporary", reason: "adapter-threw" };
  }
}

async function deliver(parts: Parts, record: RecordId): Promise<Outcome> {
  const { decisions } = await transact(parts.ledger, async () => [await begin(parts, record)] as const);
  const state = decisions?.[0].state;
  if (state?.status !== "sending") return state?.status === "failed" ? "failed" : "withheld";
  const result = await handOver(parts, record, state);
  const attempt = state.attempts;
  const command =
    "reference" in result
      ? ({ type: "accept", attempt, ...result } as const)
      : ({ type: "fail", attempt, ...result } as const);
  await parts.repository.handle(record, command, { actor: parts.worker });
  return "reference" in result ? "accepted" : "failed";
}

/** Codes that mean: another worker was faster, it is not time yet, or the person was erased between look and commit. */
const passing = /^(notify\/already-decided|ledger\/(conflict|too-early|too-late)|core\/erased)$/;

async function attempt(parts: Parts, record: RecordId): Promise<Outcome> {
  try {
    return await deliver(parts, record);
  } catch (error) {
    if (isThroughlineError(error) && passing.test(error.code)) return "passed";
    throw error;
  }
}

/** A record that cannot be dealt with keeps no other from its turn; its error is thrown after them. */
async function deliverDue(parts: Parts): Promise<DeliveryRound> {
  const round = { accepted: 0, failed: 0, withheld: 0, passed: 0 };
  const failures: unknown[] = [];
  for (const timer of await parts.timers.take({ kind: notification.kind, limit: 50 })) {
    try {
      round[await attempt(parts, timer.record)] += 1;
    } catch (error) {
      // Where nothing can be reached, the others would only wait for the same answer.
      if (isThroughlineError(error, "ledger/unavailable")) throw error;
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  const { passed: _, ...told } = round;
  return told;
}

async function send(
  parts: Parts,
  request: SendRequest,
  options: { readonly actor: Actor; readonly idempotencyKey: string },
): Promise<NotificationView> {
  const { actor } = options;
  const template = templateOf(parts.templates, request.template, request.templateVersion);
  const data = stated(template.check(request.data));
  template.render(data, request.language);
  const to = parseEmailAddress(request.to);
  const key = {
    organisation: parts.organisation,
    actor,
    operation: "notify.send",
    key: options.idempotencyKey,
  };
  const command = { ...request, type: "create", to, data, purpose: template.purpose } as const;
  const { record, state } = await parts.repository.handle(recordOf("notification", newId("ntf")), command, {
    actor,
    idempotencyKey: idempotencyKey(key),
    fingerprint: fingerprint(command),
  });
  return viewOf(record, state);
}

/** Makes the notifications of one organisation. Throws `RangeError` where two templates share id and version. */
export function createNotifications(options: NotificationsOptions): Notifications {
  const names = options.templates.map(({ id, version }) => `${id} ${version}`);
  if (new Set(names).size !== names.length) throw new RangeError("Two templates share id and version.");
  const repository = createRepository(options.ledger, notification);
  const worker: Actor = { kind: "service", id: "notify", organisation: options.organisation };
  const parts: Parts = { ...options, repository, worker };
  return {
    send: (request, sendOptions) => send(parts, request, sendOptions),
    async get(id) {
      const { record, state } = await repository.load(recordOf("notification", id));
      if (state.status === "none") throw new NotifyError("notify/not-found");
      return viewOf(record, state);
    },
    deliverDue: () => deliverDue(parts),
  };
}
