import type { Erased, Instant, Personal, SubjectId } from "@throughline/core";
import type { FieldValues } from "./placeholder.js";

/** How far a notification has come. `withheld`: no lawful basis covered it when it was to be sent. */
export type NotificationStatus = "none" | "created" | "sending" | "accepted" | "failed" | "withheld";

/** A notification as its record holds it. */
export interface NotificationState {
  /** How far it has come. */
  readonly status: NotificationStatus;
  /** Its template's id. */
  readonly template: string;
  /** Its template's version. */
  readonly templateVersion: number;
  /** Why it is sent. */
  readonly purpose: string;
  /** Whom it is for. */
  readonly subject: SubjectId;
  /** BCP 47 language tag. */
  readonly language: string;
  /** The address. */
  readonly to: Personal<string> | Erased;
  /** The personalisation. */
  readonly data: Personal<FieldValues> | Erased;
  /** How often it was tried. */
  readonly attempts: number;
  /** When it is tried next. Absent: never again. */
  readonly nextTry?: Instant;
  /** Why it was withheld or failed. */
  readonly reason?: string;
  /** What the mail server calls it. */
  readonly reference?: string;
}

/** A notification as its sender may see it: without address and content. */
export interface NotificationView {
  /** Its id. */
  readonly id: string;
  /** How far it has come. */
  readonly status: NotificationStatus;
  /** Its template's id. */
  readonly template: string;
  /** How often it was tried. */
  readonly attempts: number;
  /** Why it was withheld or failed. */
  readonly reason?: string;
  /** What the mail server calls it. */
  readonly reference?: string;
}
