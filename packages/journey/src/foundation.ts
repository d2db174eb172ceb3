import {
  type Actor,
  type Catalogue,
  type ConsentGate,
  fingerprint as digest,
  type Instant,
  idempotencyKey,
  type Ledger,
  type OrganisationId,
  type Quota,
  type RecordId,
  type Repository,
  recordId,
  recordOf,
} from "@throughline/core";
import type * as z from "zod";
import type { Pepper } from "./code-secret.js";
import { JourneyError } from "./errors.js";
import type { HandoffCommand, HandoffState } from "./handoff.js";
import type { JourneyCommand, JourneyState } from "./journey.js";
import type { Grant } from "./model.js";

/** What every operation stands on. */
export interface Foundation {
  readonly ledger: Ledger;
  readonly quota: Quota;
  readonly consent: ConsentGate;
  readonly organisation: OrganisationId;
  readonly pepper: Pepper;
  readonly catalogue: Catalogue;
  readonly claimSeconds: number;
  readonly leaseSeconds: number;
  readonly openCodesPerUnit: number;
  readonly journeys: Repository<JourneyState, JourneyCommand>;
  readonly handoffs: Repository<HandoffState, HandoffCommand>;
}

/** Who acts, and the caller's own key for the command. */
export interface ActOptions {
  /** The verified party that acts: from a token or session, never from a request body. */
  readonly actor: Actor;
  /** 1 to 200 characters. The same key gives the same result, also when the first reply was lost. */
  readonly idempotencyKey?: string;
}

/** Who acts, and the grant of a holder. */
export interface WriteOptions extends ActOptions {
  /** For a member of staff: what acceptance gave. */
  readonly grant?: Grant;
}

/** Checks what came from outside. Throws `journey/invalid-input` with the names of the fields, never their values. */
export function parsed<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = [...new Set(result.error.issues.map(({ path }) => path.join(".")))];
  throw new JourneyError("journey/invalid-input", { details: { fields } });
}

function address(kind: "journey" | "handoff", prefix: string, id: string): RecordId {
  if (!new RegExp(`^${prefix}_[0-9a-f-]{36}$`).test(id)) throw new JourneyError("journey/not-found");
  return recordOf(kind, id);
}

/** The address of a journey. Throws `journey/not-found` for what cannot be one. */
export function journeyRecord(id: string): RecordId {
  return address("journey", "jrn", id);
}

/** The address of a handoff. Throws `journey/not-found` for what cannot be one. */
export function handoffRecord(id: string): RecordId {
  return address("handoff", "hnd", id);
}

/** The ledger's clock. */
export async function clock({ ledger }: Foundation): Promise<Instant> {
  return (await ledger.get(recordId("journey-clock", "now"))).now;
}

/** The ledger's key and fingerprint for a command that has a key of its caller's. */
export function keyed(
  { organisation }: Foundation,
  operation: string,
  { actor, idempotencyKey: key }: ActOptions,
  command: unknown,
): { readonly idempotencyKey?: string; readonly fingerprint?: string } {
  if (key === undefined) return {};
  const scope = { organisation, actor, operation, key };
  return { idempotencyKey: idempotencyKey(scope), fingerprint: digest([operation, command]) };
}
