import * as z from "zod";
import type { OrganisationId, SubjectId } from "../actor.js";
import type { Fields } from "../fields.js";
import { instantSchema } from "../instant.js";
import type { Instant, JsonObject } from "../json.js";
import type { Signer, Verifier } from "../signer.js";
import { ErasureError } from "./errors.js";
import { type Kept, keptSchema, subjectsSchema } from "./model.js";
import type { ErasureState } from "./stages.js";

/** The `typ` of a signed erasure receipt: a compact JWS (RFC 7515). */
export const erasureReceiptType = "erasure-receipt+jwt";

/**
 * What an organisation signs when a person was erased: published as `schemas/erasure-receipt.v1.json`. Of the person it
 * holds pseudonyms only.
 */
export interface ErasureReceipt {
  /** Version of this document. */
  readonly version: 1;
  /** The organisation that erased: the owner of the key that signed. */
  readonly organisation: OrganisationId;
  /** The erasure, by its id. */
  readonly erasure: string;
  /** The person's pseudonym, then her aliases. */
  readonly subjects: readonly SubjectId[];
  /** When it was asked for. */
  readonly askedAt: Instant;
  /** From when on nothing of the person may be used. What was still taken in went with the keys. */
  readonly begunAt: Instant;
  /** By when every key was destroyed. */
  readonly keysDestroyedAt: Instant;
  /** When no process held a copy of a key any more. */
  readonly completedAt: Instant;
  /** When the last backup lapses that may hold a key. */
  readonly backupsLapseAt: Instant;
  /** The keys that were seen and destroyed, by their ids: sealed parts of the history name them. */
  readonly keys: readonly string[];
  /** What is kept, and why. */
  readonly kept: readonly Kept[];
}

/** The order of things: nothing is destroyed before it is asked for, and no backup lapses before the keys are gone. */
function isInOrder(receipt: ErasureReceipt): boolean {
  const { askedAt, begunAt, keysDestroyedAt, completedAt, backupsLapseAt } = receipt;
  return (
    askedAt <= begunAt &&
    begunAt <= keysDestroyedAt &&
    keysDestroyedAt <= completedAt &&
    keysDestroyedAt <= backupsLapseAt
  );
}

/** Schema of {@link ErasureReceipt}. No other members are taken. */
export const erasureReceiptSchema: z.ZodType<ErasureReceipt> = z
  .strictObject({
    version: z.literal(1),
    organisation: z.string().min(1).max(200),
    erasure: z.string().regex(/^[0-9a-f]{40}$/),
    subjects: subjectsSchema,
    askedAt: instantSchema,
    begunAt: instantSchema,
    keysDestroyedAt: instantSchema,
    completedAt: instantSchema,
    backupsLapseAt: instantSchema,
    keys: z.array(z.string().min(1)),
    kept: z.array(keptSchema).max(33),
  } satisfies Fields<ErasureReceipt>)
  .refine(isInOrder, { path: ["backupsLapseAt"] });

/** The receipt of an erasure whose keys are gone. */
export function receiptOf(
  state: ErasureState & { readonly status: "keys-destroyed" },
  facts: Pick<ErasureReceipt, "organisation" | "erasure" | "completedAt">,
): ErasureReceipt {
  const { subjects, askedAt, begunAt, keysDestroyedAt, backupsLapseAt, keys, kept } = state;
  return { version: 1, ...facts, subjects, askedAt, begunAt, keysDestroyedAt, backupsLapseAt, keys, kept };
}

/** Signs a receipt. */
export async function signErasureReceipt(receipt: ErasureReceipt, signer: Signer): Promise<string> {
  return await signer.sign(erasureReceiptType, {
    ...erasureReceiptSchema.parse(receipt),
  } as unknown as JsonObject);
}

/** What a receipt is expected to be for. */
export interface ReceiptExpectation {
  /** The organisation. */
  readonly organisation?: OrganisationId;
  /** The erasure. */
  readonly erasure?: string;
  /** A person who must be among its subjects. */
  readonly subject?: SubjectId;
  /**
   * When the receipt was in hand for certain: a key that was retired since is then good, and a receipt that says it was
   * made later is not.
   */
  readonly asOf?: Instant;
}

function read(payload: JsonObject): ErasureReceipt {
  const { iss: _, ...document } = payload;
  const version = document["version"];
  if (typeof version === "number" && version !== 1)
    throw new ErasureError("erasure/unknown-receipt-version", { details: { version, known: [1] } });
  const result = erasureReceiptSchema.safeParse(document);
  if (result.success) return result.data;
  const members = [...new Set(result.error.issues.map(({ path }) => path.join(".")))];
  throw new ErasureError("erasure/invalid-receipt", { details: { members } });
}

function mismatches(
  receipt: ErasureReceipt,
  issuer: string,
  expected: ReceiptExpectation,
): readonly string[] {
  const { organisation, erasure, subject, asOf } = expected;
  const found = {
    organisation: receipt.organisation !== issuer || receipt.organisation !== (organisation ?? issuer),
    erasure: receipt.erasure !== (erasure ?? receipt.erasure),
    subject: subject !== undefined && !receipt.subjects.includes(subject),
    asOf: asOf !== undefined && receipt.completedAt > asOf,
  };
  return Object.entries(found).flatMap(([name, isWrong]) => (isWrong ? [name] : []));
}

/**
 * Verifies a signed erasure receipt: signature, type, schema, the order of its dates, and that its organisation is the one
 * that signed. Whoever was given a receipt for something says so in `expected`: a true receipt of another erasure is no
 * answer.
 *
 * @throws ErasureError `erasure/invalid-receipt`, `erasure/unknown-receipt-version`, `erasure/receipt-mismatch`; whatever
 * the verifier throws.
 */
export async function verifyErasureReceipt(
  document: string,
  verifier: Verifier,
  expected: ReceiptExpectation = {},
): Promise<ErasureReceipt> {
  const { asOf } = expected;
  const options = { typ: erasureReceiptType, ...(asOf === undefined ? {} : { asOf }) };
  const { issuer, payload } = await verifier.verify(document, options);
  const receipt = read(payload);
  const members = mismatches(receipt, issuer, expected);
  if (members.length > 0)
    throw new ErasureError("erasure/receipt-mismatch", { details: { members: [...members] } });
  return receipt;
}
