import { JourneyError } from "./errors.js";

/** Everything that can be done with a handoff. */
export type HandoffAct =
  | "offer"
  | "reissue"
  | "claim"
  | "accept"
  | "work"
  | "complete"
  | "return"
  | "decline"
  | "withdraw"
  | "recall"
  | "lapse";

/** Where a handoff stands. `none`: it was never offered. */
export type HandoffStatus =
  | "none"
  | "offered"
  | "claimed"
  | "accepted"
  | "completed"
  | "returned"
  | "declined"
  | "expired"
  | "withdrawn"
  | "recalled";

/** What can be done where. A handoff that ended stays as it ended. */
const acts: Readonly<Record<HandoffStatus, readonly HandoffAct[]>> = {
  none: ["offer"],
  offered: ["reissue", "claim", "withdraw", "lapse"],
  claimed: ["accept", "decline", "withdraw", "recall", "lapse"],
  accepted: ["work", "complete", "return", "recall", "lapse"],
  completed: [],
  returned: [],
  declined: [],
  expired: [],
  withdrawn: [],
  recalled: [],
};

/** Tells whether an act fits. */
export function isPossible(status: HandoffStatus, act: HandoffAct): boolean {
  return acts[status].includes(act);
}

/** Refuses an act that does not fit: `journey/not-found` where there is no handoff, else `journey/wrong-state`. */
export function checkPossible(status: HandoffStatus, act: HandoffAct): void {
  if (isPossible(status, act)) return;
  if (status === "none") throw new JourneyError("journey/not-found");
  throw new JourneyError("journey/wrong-state", { details: { status, act } });
}

/** Tells whether an offer of this status takes one of the journey's places. */
export function isOpen(status: HandoffStatus): boolean {
  return status === "offered" || status === "claimed";
}
