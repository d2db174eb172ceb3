import {
  addSeconds,
  applyRule,
  type CommandRules,
  type Decided,
  type Decider,
  type Instant,
  type Personal,
  personal,
  type SubjectId,
} from "@throughline/core";
import type { DeliveryFailure } from "./adapter.js";
import { NotifyError } from "./errors.js";
import type { NotificationState } from "./model.js";
import type { FieldValues } from "./placeholder.js";

/** Asks for a message to be sent. */
export interface CreateNotification {
  readonly type: "create";
  readonly template: string;
  readonly templateVersion: number;
  readonly purpose: string;
  readonly subject: SubjectId;
  readonly language: string;
  readonly to: string;
  readonly data: FieldValues;
}

/** What can be asked of a notification. */
export type NotificationCommand =
  | CreateNotification
  | { readonly type: "begin" }
  | { readonly type: "accept"; readonly attempt: number; readonly reference: string }
  | ({ readonly type: "fail"; readonly attempt: number } & DeliveryFailure)
  | { readonly type: "withhold"; readonly reason: string };

type CreatedData = Omit<CreateNotification, "type" | "to" | "data"> & {
  readonly to: Personal<string>;
  readonly data: Personal<FieldValues>;
  readonly due: Instant;
};

/** What happens to a notification. */
export type NotificationEvent =
  | { readonly type: "notification.created"; readonly data: CreatedData }
  | {
      readonly type: "notification.sending";
      readonly data: { readonly attempt: number; readonly retryAt: Instant };
    }
  | { readonly type: "notification.accepted"; readonly data: { readonly reference: string } }
  | {
      readonly type: "notification.deferred";
      readonly data: { readonly reason: string; readonly retryAt: Instant };
    }
  | { readonly type: "notification.failed"; readonly data: { readonly reason: string } }
  | { readonly type: "notification.withheld"; readonly data: { readonly reason: string } };

/** Seconds to wait after each failed try: about a day altogether, then it has failed. */
const waits: readonly number[] = [60, 300, 1800, 7200, 21_600, 43_200];

/** A worker that began and fell silent is given up after this; the message may then go out twice, with one id. */
const silentSeconds = 300;

const empty: NotificationState = {
  status: "none",
  template: "",
  templateVersion: 0,
  purpose: "",
  subject: "",
  language: "",
  to: personal("", ""),
  data: personal("", {}),
  attempts: 0,
};

function expect(state: NotificationState, ...statuses: readonly NotificationState["status"][]): void {
  if (statuses.includes(state.status)) return;
  throw new NotifyError(state.status === "none" ? "notify/not-found" : "notify/already-decided", {
    details: { status: state.status },
  });
}

/** A worker that was silent for too long speaks of a try that another has taken over. */
function checkAttempt(state: NotificationState, attempt: number): void {
  expect(state, "sending");
  if (attempt !== state.attempts) {
    throw new NotifyError("notify/already-decided", { details: { attempt, current: state.attempts } });
  }
}

const rules: CommandRules<NotificationState, NotificationCommand, Decided<NotificationEvent>> = {
  create(state, { type: _type, to, data, ...rest }, { now }) {
    if (state.status !== "none")
      throw new NotifyError("notify/already-decided", { details: { status: state.status } });
    const sealed = { to: personal(rest.subject, to), data: personal(rest.subject, data), due: now };
    return { events: [{ type: "notification.created", data: { ...rest, ...sealed } }] };
  },
  begin(state, _, { now }) {
    expect(state, "created", "sending");
    if (state.attempts > waits.length)
      return { events: [{ type: "notification.failed", data: { reason: "silent" } }] };
    const data = { attempt: state.attempts + 1, retryAt: addSeconds(now, silentSeconds) };
    return { events: [{ type: "notification.sending", data }], notBefore: state.nextTry ?? now };
  },
  accept(state, { attempt, reference }) {
    checkAttempt(state, attempt);
    return { events: [{ type: "notification.accepted", data: { reference } }] };
  },
  fail(state, { attempt, failure, reason }, { now }) {
    checkAttempt(state, attempt);
    const wait = failure === "temporary" ? waits[state.attempts - 1] : undefined;
    if (wait === undefined) return { events: [{ type: "notification.failed", data: { reason } }] };
    return { events: [{ type: "notification.deferred", data: { reason, retryAt: addSeconds(now, wait) } }] };
  },
  withhold(state, { reason }) {
    expect(state, "created", "sending");
    return { events: [{ type: "notification.withheld", data: { reason } }] };
  },
};

/** A state that is tried no more. */
function ended(state: NotificationState, change: Partial<NotificationState>): NotificationState {
  const { nextTry: _, ...rest } = state;
  return { ...rest, ...change };
}

type Folds = {
  readonly [Type in NotificationEvent["type"]]: (
    state: NotificationState,
    data: Extract<NotificationEvent, { readonly type: Type }>["data"],
  ) => NotificationState;
};

const folds: Folds = {
  "notification.created": (state, { due, ...data }) => ({
    ...state,
    ...data,
    status: "created",
    nextTry: due,
  }),
  "notification.sending": (state, { attempt, retryAt }) => ({
    ...state,
    status: "sending",
    attempts: attempt,
    nextTry: retryAt,
  }),
  "notification.accepted": (state, { reference }) => ended(state, { status: "accepted", reference }),
  "notification.deferred": (state, { reason, retryAt }) => ({
    ...state,
    status: "created",
    reason,
    nextTry: retryAt,
  }),
  "notification.failed": (state, { reason }) => ended(state, { status: "failed", reason }),
  "notification.withheld": (state, { reason }) => ended(state, { status: "withheld", reason }),
};

/** The law of a notification: sent once where that can be known, tried again where that can help, withheld without a basis. */
export const notification: Decider<NotificationState, NotificationCommand, NotificationEvent> = {
  kind: "notification",
  version: 1,
  initial: empty,
  decide: (state, command, context) => applyRule(rules, state, command, context),
  evolve(state, event) {
    const fold = folds[event.type] as (typeof folds)["notification.created"];
    return fold(state, event.data as CreatedData);
  },
  keys: (state) => [{ name: "subject", value: state.subject }],
  timers: (state) => (state.nextTry === undefined ? [] : [{ name: "send", due: state.nextTry }]),
  partition: (state) => state.subject,
};
