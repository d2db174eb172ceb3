import type { Invariant, InvariantMaker, Violate } from "./invariant.js";
import { effects } from "./invariants/effects.js";
import { erasures } from "./invariants/erasures.js";
import { holding } from "./invariants/holding.js";
import { integrity } from "./invariants/integrity.js";
import { createKnowledge, type Knowledge } from "./invariants/knowledge.js";
import { quotas, timers } from "./invariants/limits.js";
import { logs } from "./invariants/logs.js";
import { messages } from "./invariants/messages.js";
import { arrivals, deliveries } from "./invariants/parcels.js";
import { releases } from "./invariants/releases.js";
import { secrecy } from "./invariants/secrecy.js";

const makers: readonly InvariantMaker[] = [
  timers,
  holding,
  releases,
  effects,
  arrivals,
  deliveries,
  messages,
  quotas,
  erasures,
  logs,
  integrity,
];

/** All that must hold of one hub. */
export interface Invariants {
  readonly all: readonly Invariant[];
  readonly knowledge: Knowledge;
}

/** Makes the invariants of one hub. */
export function createInvariants(
  violate: (invariant: string, what: string) => void,
  isSealed: boolean,
): Invariants {
  const named = (maker: (say: Violate) => Invariant) => {
    const invariant = maker((what) => violate(invariant.name, what));
    return invariant;
  };
  const knowledge: Knowledge = createKnowledge((what) => violate(knowledge.name, what));
  const held = isSealed ? [secrecy, ...makers] : makers;
  return { all: [...held.map(named), knowledge], knowledge };
}
