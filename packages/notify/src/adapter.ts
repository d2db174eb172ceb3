import type { RenderedEmail } from "./template.js";

/** A message on its way out. */
export interface OutgoingEmail extends RenderedEmail {
  /** The notification's id. The same at every try, so that a receiver can leave out a repeat. */
  readonly id: string;
  /** Where it goes; checked. */
  readonly to: string;
}

/** What an adapter says when it could not hand a message over. */
export interface DeliveryFailure {
  /** `temporary`: trying again can help. `permanent`: it cannot. */
  readonly failure: "temporary" | "permanent";
  /** Why, as a short code without personal data: `smtp-550`, `unreachable`. */
  readonly reason: string;
}

/** Hands messages over for delivery. An expected failure is a value. */
export interface EmailAdapter {
  /** Hands one message over. `reference`: what the other side calls it. */
  send(email: OutgoingEmail): Promise<{ readonly reference: string } | DeliveryFailure>;
}

/** Who writes, as the reader sees it. */
export interface Sender {
  /** Name shown, one line. */
  readonly name: string;
  /** Address that replies go to. */
  readonly address: string;
}
