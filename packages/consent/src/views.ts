import { consentEpochOf } from "@throughline/core";
import { recordedActSchema } from "./act.js";
import type { Consent, ConsentRecord } from "./model.js";
import { consentRecord, purposeRecord, type Records } from "./records.js";
import { recordView } from "./standing.js";

/** The part of {@link Consent} that shows people what they said. */
export type Views = Pick<Consent, "ofSubject" | "history">;

/** What people said, as read from a ledger. */
export function createViews({ ledger, purposes, consents, epochs }: Records): Views {
  return {
    async ofSubject(subject) {
      const { now } = await epochs.load(consentEpochOf(subject));
      const shown: ConsentRecord[] = [];
      for await (const found of ledger.find({ kind: "consent", name: "subject", value: subject })) {
        const { standing } = await consents.read(found);
        if (!standing) continue;
        const { state: ground } = await purposes.load(purposeRecord(standing.purpose));
        shown.push(recordView(found.record, standing, ground, now));
      }
      return shown;
    },
    async *history(subject, purpose) {
      for await (const { event } of ledger.history(consentRecord(subject, purpose))) {
        yield recordedActSchema.parse(event.data);
      }
    },
  };
}
