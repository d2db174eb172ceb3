import type { Actor, SubjectId } from "../actor.js";
import { idempotencyKey } from "../idempotency.js";
import { idOf, type RecordId, recordId, recordOf } from "../ids.js";
import { createRepository, type Loaded } from "../repository.js";
import type { Timers } from "../timers.js";
import { erasureDecider } from "./decider.js";
import { ErasureError } from "./errors.js";
import { type ErasureOptions, type Foundation, foundationOf } from "./foundation.js";
import { type HoldState, holdDecider, holdRecord } from "./hold-decider.js";
import {
  type ErasureOrder,
  erasureOrderSchema,
  type Hold,
  holdSchema,
  parsed,
  parsedSubject,
} from "./model.js";
import { runErasureTimers } from "./run-timers.js";
import type { ErasureState } from "./stages.js";
import { advance, begin } from "./steps.js";

/** An erasure as it stands. */
export type Erasure = { readonly id: string } & Exclude<ErasureState, { readonly status: "none" }>;

/** Who asks for an erasure, and under which key. */
export interface EraseOptions {
  /** The verified party that acts: from a token or session, never from a request body. */
  readonly actor: Actor;
  /** The caller's own key, 1 to 200 characters. The same key goes on with the same erasure. */
  readonly idempotencyKey: string;
}

/** Erases people. */
export interface Erasures {
  /**
   * Begins an erasure in one commit, then takes it as far as it can go now: the keys are destroyed, and the receipt
   * follows once no cache can hold one. Called again with the same key it goes on from where it stands.
   *
   * Throws `erasure/invalid-input`, `erasure/not-allowed`, `erasure/held`, `erasure/alias-unproven`,
   * `ledger/key-reused`. Whatever ledger, vault, book or signer throw leaves an erasure that goes on by its timer.
   */
  erase(order: ErasureOrder, options: EraseOptions): Promise<Erasure>;
  /** An erasure, for the person herself and for staff. Throws `erasure/not-found`. */
  get(id: string, actor: Actor): Promise<Erasure>;
  /**
   * Forbids to erase a person; the same basis again sets its end anew. For staff. Throws `erasure/not-allowed`,
   * `erasure/begun`, `erasure/invalid-input`.
   */
  hold(subject: SubjectId, hold: Hold, actor: Actor): Promise<readonly Hold[]>;
  /** Ends a hold; one that is not there is no mistake. For staff. Throws `erasure/not-allowed`. */
  lift(subject: SubjectId, basis: string, actor: Actor): Promise<readonly Hold[]>;
  /**
   * Takes every erasure further whose time has come; run it once a minute or so. Safe to run by many at once, and again
   * after a crash. One that cannot go on does not stop the others: the first error is thrown at the end.
   *
   * @returns How many timers were dealt with.
   */
  runTimers(timers: Timers, options?: { readonly limit?: number }): Promise<number>;
}

function view({ record, state }: Loaded<ErasureState>): Erasure {
  if (state.status === "none") throw new ErasureError("erasure/not-found");
  return { id: idOf(record), ...state };
}

async function erase(foundation: Foundation, input: ErasureOrder, options: EraseOptions): Promise<Erasure> {
  const order = parsed(erasureOrderSchema, input);
  const { organisation } = foundation;
  const { actor } = options;
  const key = idempotencyKey({
    organisation,
    actor,
    operation: "erasure.begin",
    key: options.idempotencyKey,
  });
  const record = recordId(erasureDecider.kind, key);
  await begin(foundation, record, order, { actor, key });
  return view(await advance(foundation, record));
}

function mayRead({ subjects }: Erasure, { organisation }: Foundation, actor: Actor): boolean {
  if (actor.organisation !== organisation) return false;
  if (actor.kind === "staff") return true;
  return actor.kind === "person" && actor.id === subjects[0] && (actor.onBehalfOf ?? actor.id) === actor.id;
}

function addressOf(id: string): RecordId {
  if (!/^[0-9a-f]{40}$/.test(id)) throw new ErasureError("erasure/not-found");
  return recordOf(erasureDecider.kind, id);
}

async function get(foundation: Foundation, id: string, actor: Actor): Promise<Erasure> {
  const found = view(await createRepository(foundation.ledger, erasureDecider).load(addressOf(id)));
  if (!mayRead(found, foundation, actor)) throw new ErasureError("erasure/not-found");
  return found;
}

/**
 * Erases people by destroying their keys, with the evidence that it was done. It destroys everything under a key, so
 * what must be kept by law is held back before: see `hold`.
 */
export function createErasures(options: ErasureOptions): Erasures {
  const foundation = foundationOf(options);
  const { ledger, organisation } = foundation;
  const holds = createRepository(ledger, holdDecider);
  const listed = ({ state }: Loaded<HoldState>) => state.holds;
  return {
    erase: (order, by) => erase(foundation, order, by),
    get: (id, actor) => get(foundation, id, actor),
    async hold(person, input, actor) {
      const [subject, hold] = [parsedSubject(person), parsed(holdSchema, input)];
      return listed(
        await holds.handle(holdRecord(subject), { type: "hold", organisation, subject, ...hold }, { actor }),
      );
    },
    async lift(person, basis, actor) {
      const subject = parsedSubject(person);
      return listed(
        await holds.handle(holdRecord(subject), { type: "lift", organisation, subject, basis }, { actor }),
      );
    },
    runTimers: (timers, { limit = 100 } = {}) => runErasureTimers(foundation, timers, limit),
  };
}
