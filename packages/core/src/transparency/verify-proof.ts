import { hexToBytes } from "@noble/hashes/utils.js";
import type * as z from "zod";
import { type Sha256, sha256 } from "../digest.js";
import type { Verifier } from "../signer.js";
import { anyListedKey, readTreeHead } from "./document.js";
import { LogError } from "./errors.js";
import { hexHash, type TreeHead } from "./head.js";
import { leafHash } from "./merkle.js";
import {
  type ConsistencyProof,
  consistencyProofSchema,
  type InclusionProof,
  inclusionProofSchema,
} from "./proof.js";
import { verifyConsistency, verifyInclusion } from "./verify-path.js";

/** Whose log it must be. */
export interface ExpectedLog {
  /** Knows the issuer's keys. */
  readonly verifier: Verifier;
  /** The issuer of the heads. */
  readonly issuer: string;
  /** The log's id. Default: whichever the head names, so long as the proof names the same. */
  readonly log?: string;
  /** SHA-256. Default: the portable one. */
  readonly hash?: Sha256;
}

function parseProof<Proof>(schema: z.ZodType<Proof>, proof: unknown): Proof {
  const version = typeof proof === "object" && proof !== null ? Reflect.get(proof, "version") : undefined;
  if (typeof version === "number" && version !== 1) {
    throw new LogError("log/unknown-version", { details: { version, known: [1] } });
  }
  const parsed = schema.safeParse(proof);
  if (!parsed.success) throw new LogError("log/malformed", { details: { members: ["proof"] } });
  return parsed.data;
}

/**
 * A head of the log that is meant, by the issuer that is meant, signed with a key that was in use at the time it names.
 * A key that is compromised by now may have been made to name any time, so its heads count for nothing.
 */
async function expectedHead(document: string, expected: ExpectedLog): Promise<TreeHead> {
  const { verifier, issuer } = expected;
  const { payload, compromisedAt } = await readTreeHead(document, { verifier, asOf: anyListedKey });
  const { log = payload.log } = expected;
  if (payload.iss !== issuer || payload.log !== log) throw new LogError("log/other-log");
  if (compromisedAt !== undefined) {
    throw new LogError("log/evidence-insufficient", { details: { missing: "head by a good key" } });
  }
  await readTreeHead(document, { verifier, asOf: payload.time });
  return payload;
}

/**
 * Checks offline, with nothing but a signed head, that an event is in the log: answers the head.
 *
 * @param claim - `eventHash` is the event's hash, as its receipt or `history` has it: 64 lower-case hexadecimal digits.
 * @throws LogError `log/proof-refused`, `log/other-log`, `log/malformed`, `log/unknown-version`,
 * `log/evidence-insufficient` where the head's key is compromised by now; the verifier's error.
 */
export async function verifyInclusionProof(
  claim: { readonly head: string; readonly proof: InclusionProof; readonly eventHash: string },
  expected: ExpectedLog,
): Promise<TreeHead> {
  const head = await expectedHead(claim.head, expected);
  const { log, size, sequence, path } = parseProof(inclusionProofSchema, claim.proof);
  if (log !== head.log) throw new LogError("log/other-log");
  const { hash = sha256 } = expected;
  const isGood =
    size === head.size &&
    hexHash.safeParse(claim.eventHash).success &&
    verifyInclusion(
      {
        index: sequence - 1,
        size,
        leaf: leafHash(hexToBytes(claim.eventHash), hash),
        root: hexToBytes(head.root),
        path: path.map(hexToBytes),
      },
      hash,
    );
  if (!isGood) throw new LogError("log/proof-refused", { details: { log, size, sequence } });
  return head;
}

/**
 * Checks offline that a head is a continuation of one that was seen before: answers the later head. A head that is
 * smaller, or signed earlier, is refused: it may be an old one that is shown again.
 *
 * @throws LogError as {@link verifyInclusionProof}.
 */
export async function verifyConsistencyProof(
  claim: { readonly earlier: string; readonly later: string; readonly proof: ConsistencyProof },
  expected: ExpectedLog,
): Promise<TreeHead> {
  const earlier = await expectedHead(claim.earlier, expected);
  const later = await expectedHead(claim.later, { ...expected, log: earlier.log });
  const { log, from, to, path } = parseProof(consistencyProofSchema, claim.proof);
  if (log !== earlier.log) throw new LogError("log/other-log");
  const isGood =
    from === earlier.size &&
    to === later.size &&
    later.time >= earlier.time &&
    verifyConsistency(
      {
        from,
        to,
        fromRoot: hexToBytes(earlier.root),
        toRoot: hexToBytes(later.root),
        path: path.map(hexToBytes),
      },
      expected.hash,
    );
  if (!isGood) throw new LogError("log/proof-refused", { details: { log, from, to } });
  return later;
}
