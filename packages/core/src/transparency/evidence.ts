import type { Instant, JsonObject } from "../json.js";
import type { Verified } from "../signer.js";
import { LogError } from "./errors.js";
import type { InclusionProof } from "./proof.js";
import { type ExpectedLog, verifyInclusionProof } from "./verify-proof.js";

/** That what a document is about was logged before some time. */
export interface LoggedProof {
  /** A signed tree head. */
  readonly head: string;
  /** That the event is in the log of that head. */
  readonly proof: InclusionProof;
}

/** A signed document that is to count as evidence, perhaps years later. */
export interface Evidence {
  /** Compact JWS. */
  readonly document: string;
  /** Its exact `typ`. */
  readonly typ: string;
  /** When it says that it was signed: its key must have been in use then. */
  readonly asOf: Instant;
  /** Finds in the payload the hash of the event that the document is about: 64 hexadecimal digits. */
  eventHash(payload: JsonObject): string;
  /** Its proof. Needed where its key is compromised by now. */
  readonly logged?: LoggedProof;
}

/**
 * Believes a signed document as evidence.
 *
 * A thief of a key can sign a document and date it back to before the theft, so a signature by a key that is compromised
 * by now counts only with a proof from elsewhere of when it was there: that its event is in a log, under a head that was
 * signed before the compromise by a key that is good to this day. Head and document by one stolen key prove nothing.
 *
 * @throws LogError `log/evidence-insufficient`, and as `verifyInclusionProof` does; the verifier's error.
 */
export async function verifyEvidence(evidence: Evidence, expected: ExpectedLog): Promise<Verified> {
  const { document, typ, asOf, logged } = evidence;
  const verified = await expected.verifier.verify(document, { typ, asOf });
  const { compromisedAt } = verified;
  if (compromisedAt === undefined) return verified;
  if (!logged) throw new LogError("log/evidence-insufficient", { details: { missing: "proof" } });
  const claim = { ...logged, eventHash: evidence.eventHash(verified.payload) };
  const { time } = await verifyInclusionProof(claim, expected);
  if (time >= compromisedAt) throw new LogError("log/evidence-insufficient", { details: { head: time } });
  return verified;
}
