import type { OrganisationId } from "./actor.js";
import type { Channel } from "./channel.js";
import type { Instant } from "./json.js";
import type { Prepared } from "./transact.js";

/** Something a member of staff has to do. Holds no personal data: it points to where that is. */
export interface WorkTask {
  /** Unique: adding the same id again changes nothing. */
  readonly id: string;
  /** What is to be done: `call`, `check-document`. */
  readonly kind: string;
  /** Whose queue. */
  readonly organisation: OrganisationId;
  /** Which unit's queue. */
  readonly unit: string;
  /** Where the particulars are: a record's address. */
  readonly about: string;
  /** BCP 47 tag of the language the person needs. */
  readonly language: string;
  /** Through which channel it is done. */
  readonly channel: Channel;
  /** When it ought to be done. */
  readonly due?: Instant;
}

/** Where tasks for staff go. `@throughline/journey` is one; a department's own case system may be another. */
export interface WorkQueue {
  /** Prepares the addition, so that it is committed together with what caused it. */
  prepare(task: WorkTask): Promise<Prepared>;
  /** Prepares the removal of a task that is no longer needed. Nothing to change where it is done or was never there. */
  prepareRemoval(taskId: string, reason: string): Promise<Prepared>;
}
