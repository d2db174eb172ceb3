import {
  type Actor,
  type Channel,
  type Fact,
  type FactTypeId,
  isThroughlineError,
  toInstant,
} from "@throughline/core";
import { told, type Unit, units } from "./catalogue.js";
import type { Hub, Services } from "./hub.js";
import type { Knowledge } from "./invariants/knowledge.js";
import { ask, LostError, type Network } from "./network.js";
import type { Process } from "./scheduler.js";

/** What people live in. */
export interface Society extends Network {
  /** The people, as one process that never dies. */
  readonly people: Process;
  readonly knowledge: (hub: Hub) => Knowledge;
  /** A number that nobody has had. */
  readonly serial: () => number;
  /** Writes down what somebody did, for whoever has to find out why it went wrong. */
  readonly tell: (who: string, what: string) => void;
  /** Whether hubs seal what they keep: only then can anybody be erased. */
  readonly isSealed: boolean;
  /** Those who have asked to be erased: from then on they are told so at times. */
  readonly leaving: Set<string>;
  /** What belongs to whom: a subject, a journey. */
  readonly owns: (who: string, what: string) => void;
  /** Lets somebody begin to act, beside everybody else. */
  readonly begin: (who: string, life: () => Promise<void>) => void;
}

/** Somebody who acts: what they are called here, as whom, and by how much their clock is wrong. */
export interface Somebody {
  readonly name: string;
  readonly hub: Hub;
  readonly actor: Actor;
  readonly skewMs: number;
  /** Whom it is about. */
  readonly subject: string;
}

/** What became of an attempt to get something done. */
export type Outcome<Result> =
  | { readonly ok: true; readonly value: Result }
  | { readonly ok: false; readonly code: string };

/** What passes by itself: no answer came, or a port cannot be reached. */
const passing = ["lost", "ledger/unavailable", "vault/unavailable"];

/** How somebody is told that a person's data is gone, or must not be touched any more. */
const gone = ["core/erased", "journey/not-permitted"];

/** How often somebody tries before giving up. */
const patience = 12;

function codeOf(error: unknown): string {
  if (error instanceof LostError) return "lost";
  return isThroughlineError(error) ? error.code : "unforeseen";
}

/** Asks again under the same key while no answer comes. A refusal that the law foresees is an outcome; any other error is a bug. */
export async function insist<Result>(
  society: Society,
  somebody: Somebody,
  what: string,
  act: (services: Services, idempotencyKey: string) => Promise<Result>,
  refusals: readonly string[],
): Promise<Outcome<Result>> {
  const { scheduler, random, people, serial, tell, leaving } = society;
  const key = `${somebody.name}-${serial()}`;
  for (let tries = 1; ; tries += 1) {
    try {
      const value = await ask(society, somebody.hub, people, (services) => act(services, key));
      tell(somebody.name, `${what}: done`);
      return { ok: true, value };
    } catch (error) {
      const code = codeOf(error);
      tell(somebody.name, `${what}: ${code}`);
      const isGone = gone.includes(code) && leaving.has(somebody.subject);
      if (isGone || refusals.includes(code)) return { ok: false, code };
      if (!passing.includes(code)) throw new Error(`${what} was met by ${String(error)}`, { cause: error });
      if (tries === patience) return { ok: false, code };
      await scheduler.sleep(random.between(1000, 60_000), people);
    }
  }
}

/** What time somebody's own clock shows. */
export function clockOf({ scheduler }: Network, { skewMs }: Somebody): string {
  return toInstant(new Date(scheduler.now() + skewMs));
}

/** A fact in somebody's words, never said before. */
export function newFact(
  society: Society,
  somebody: Somebody,
  channel: Channel,
  said: { readonly type?: FactTypeId; readonly value?: string } = {},
): Fact {
  const { random, serial } = society;
  const { actor } = somebody;
  const at = clockOf(society, somebody);
  const by = actor.kind === "agent" ? "agent" : "person";
  const recorder = actor.kind === "staff" ? { recordedBy: actor.id } : {};
  const seconds = random.between(600, 86_400);
  const validUntil = toInstant(new Date(Date.parse(at) + seconds * 1000));
  const type = said.type ?? random.pick(told);
  return {
    type,
    value: said.value ?? `Words #${serial()}`,
    assurance: "stated",
    source: { by, channel, at, organisation: actor.organisation, ...recorder },
    observedAt: at,
    ...(said.value === undefined && random.chance(0.2) ? { validUntil } : {}),
  };
}

/** An officer of a unit, who serves somebody. */
export function officerOf(
  { random }: Network,
  hub: Hub,
  unit: Unit,
  subject: string,
): Somebody & { readonly unit: Unit } {
  const id = `s-${unit.channel}-${random.below(8)}`;
  const actor: Actor = { kind: "staff", id, organisation: hub.organisation, unit: unit.unit };
  return { name: id, hub, actor, unit, subject, skewMs: random.between(-600_000, 600_000) };
}

/** One of the units. */
export const anyUnit = ({ random }: Network): Unit => random.pick(units);
