import type { OrganisationId, SubjectId } from "../actor.js";
import type { Instant } from "../json.js";
import type { Kept } from "./model.js";

/** What was asked for. */
export interface ErasureAsked {
  /** The person, then the aliases. */
  readonly subjects: readonly SubjectId[];
  /** When it was asked for. */
  readonly askedAt: Instant;
  /** Why staff did it. Absent: the person asked herself. */
  readonly reason?: string;
  /** What is kept, and why. */
  readonly kept: readonly Kept[];
}

/** That it was begun. */
export interface ErasureBegun {
  /** When the consent epochs moved: no fact written on an older decision is taken after it. */
  readonly begunAt: Instant;
  /** The keys there were, by their ids. */
  readonly keys: readonly string[];
}

/** That the keys are gone. */
export interface ErasureDestroyed {
  /** Every key there was, by its id. */
  readonly keys: readonly string[];
  /** By when every key was destroyed: never before it happened. */
  readonly keysDestroyedAt: Instant;
  /** When no process holds a copy of a key in memory any more. */
  readonly completableAt: Instant;
  /** When the last backup lapses that may hold a key. */
  readonly backupsLapseAt: Instant;
}

/** That it is complete. */
export interface ErasureCompleted {
  /** When it was complete. */
  readonly completedAt: Instant;
  /** The signed receipt: see `verifyErasureReceipt`. */
  readonly receipt: string;
}

/** How far an erasure has come. */
export type ErasureState =
  | { readonly status: "none" }
  | (ErasureAsked & { readonly status: "asked" })
  | (ErasureAsked & ErasureBegun & { readonly status: "erasing" })
  | (ErasureAsked & ErasureBegun & ErasureDestroyed & { readonly status: "keys-destroyed" })
  | (ErasureAsked & ErasureBegun & ErasureDestroyed & ErasureCompleted & { readonly status: "completed" });

/** Begins an erasure. */
export interface BeginErasure {
  /** The command. */
  readonly type: "begin";
  /** Whose ledger it is. */
  readonly organisation: OrganisationId;
  /** The person, then the aliases. */
  readonly subjects: readonly SubjectId[];
  /** When the person asked, where that was earlier. */
  readonly askedAt?: Instant;
  /** Why staff do it. */
  readonly reason?: string;
  /** What is kept besides the sealed history. */
  readonly kept: readonly Kept[];
  /** The keys there are. */
  readonly keys: readonly string[];
}

/** Says that every key is destroyed. */
export interface RecordDestruction {
  /** The command. */
  readonly type: "record-destruction";
  /** The keys that were destroyed just now. */
  readonly keys: readonly string[];
  /** For how long a process may hold a copy. */
  readonly keyCacheSeconds: number;
  /** For how long a backup is kept. */
  readonly backupRetentionSeconds: number;
  /** True: a key had come back after it was destroyed, and was destroyed again. */
  readonly isAgain?: boolean;
}

/** Ends an erasure. */
export interface CompleteErasure {
  /** The command. */
  readonly type: "complete";
  /** As the receipt says. */
  readonly completedAt: Instant;
  /** The signed receipt. */
  readonly receipt: string;
}

/** What may be asked of an erasure. */
export type ErasureCommand = BeginErasure | RecordDestruction | CompleteErasure;

/** What happens in an erasure, and what each event holds. */
export interface ErasureEventData {
  /** Somebody asked for it. */
  readonly "erasure.asked": ErasureAsked;
  /** It was begun: there is no way back. */
  readonly "erasure.begun": ErasureBegun;
  /** The keys are gone. */
  readonly "erasure.keys-destroyed": ErasureDestroyed;
  /** The receipt was given. */
  readonly "erasure.completed": ErasureCompleted;
}

/** An event of an erasure, of one type or of any. */
export type ErasureEvent<Type extends keyof ErasureEventData = keyof ErasureEventData> = {
  readonly [Name in Type]: { readonly type: Name; readonly data: ErasureEventData[Name] };
}[Type];
