import {
  erasedSubjects,
  type Ledger,
  localKeyWrap,
  memoryLedger,
  memoryVault,
  type SealedLedgerOptions,
  sealedLedger,
  toInstant,
  type Vault,
} from "@throughline/core";
import { memoryHeads, memoryTiles } from "@throughline/core/transparency";
import { buildServices, type Ground, type Hub, keyCacheSeconds, prepareLedger } from "./hub.js";
import type { Committed, Invariant, Rest } from "./invariant.js";
import { fastHash } from "./invariants/integrity.js";
import { createInvariants, type Invariants } from "./invariants.js";
import { type Network, parcelRoad } from "./network.js";
import { type Plant, plantedIn } from "./plants.js";
import { portInTurn } from "./port-in-turn.js";
import { mailServer, storeInTurn } from "./ports.js";
import type { Process } from "./scheduler.js";
import { handedOut, type Watched, watchedReads, watchedStore, watchedVault } from "./watch.js";
import { startWorkers } from "./workers.js";

/** A hub with all that watches it. */
export interface Place extends Invariants {
  readonly hub: Hub;
  readonly watched: Watched;
}

/** What hubs stand on. */
export interface Site {
  readonly network: Network;
  /** Whether hubs seal what they keep. */
  readonly isSealed: boolean;
  readonly plant?: Plant;
  /** Whether workers take their time. */
  readonly isCalm: () => boolean;
  /** Says that something does not hold. */
  readonly breaks: (invariant: string, what: string) => void;
  /** Keeps the last commit, for the story of what broke. */
  readonly noted: (commit: Committed) => void;
}

/** The name under which a hub's events are written and sealed. */
const sourceOf = (organisation: string) => `urn:simulation:${organisation}`;

const nowhere: Process = { name: "nowhere", isAlive: false };

function sealedOn(
  { isSealed, network }: Site,
  organisation: string,
  { ledger, vault, ...more }: SealedLedgerOptions & { readonly ledger: Ledger; readonly vault: Vault },
): Ledger {
  if (!isSealed) return ledger;
  return sealedLedger(ledger, vault, {
    source: sourceOf(organisation),
    cacheSeconds: keyCacheSeconds,
    clock: network.scheduler.now,
    hash: fastHash,
    ...more,
  });
}

/** Lays out what lasts of a hub, and what watches it. Its database's clock may be off. */
export async function foundPlace(site: Site, organisation: string, skewMs: number): Promise<Place> {
  const { network, breaks, noted, isSealed } = site;
  const clock = () => new Date(network.scheduler.now() + skewMs);
  const store = memoryLedger({ clock, hash: fastHash, source: sourceOf(organisation) });
  const wrap = localKeyWrap({ id: "simulation", key: new Uint8Array(32).fill(5) });
  const vault = memoryVault({ clock, wrap });
  await prepareLedger(organisation, sealedOn(site, organisation, { ledger: store, vault }));
  const invariants = createInvariants(breaks, isSealed);
  const noting: Invariant = { name: "evidence", committed: noted };
  const hub: Hub = {
    organisation,
    store,
    vault,
    kept: { tiles: memoryTiles(), heads: memoryHeads() },
    now: () => toInstant(clock()),
    process: nowhere,
    services: undefined as never,
    onDeath: new Set(),
  };
  return { hub, watched: watchedStore(store, [noting, ...invariants.all]), ...invariants };
}

/** What a process of a hub is built on: what lasts, with the plant, the turns and the watching in between. */
function groundOf(site: Site, { hub, watched, all }: Place, process: Process): Ground {
  const { network, plant } = site;
  const { scheduler, mischief, random } = network;
  const options = { process, scheduler, mischief, random };
  const planted = plantedIn(hub, storeInTurn(watched, options), plant);
  const vault = portInTurn("vault", watchedVault(planted.vault, hub.now, all), options);
  const sealing = { ledger: planted.store.ledger, vault, tombstones: erasedSubjects };
  const ledger = watchedReads(sealedOn(site, hub.organisation, sealing), hub.now, all);
  const email = mailServer(options, (sent) => {
    for (const invariant of all) invariant.mailed?.(sent);
  });
  return {
    store: { ...handedOut(planted.store, hub.now, all), ledger },
    vault: planted.erases ?? vault,
    kept: {
      tiles: portInTurn("log", planted.kept.tiles, options),
      heads: portInTurn("log", planted.kept.heads, options),
    },
    email: planted.email(email),
    http: parcelRoad(network, process),
  };
}

/** Starts a hub's process on what lasts of it. */
export function startPlace(site: Site, place: Place): void {
  const { hub, all } = place;
  const { scheduler, random } = site.network;
  const process: Process = { name: hub.organisation, isAlive: true };
  const services = buildServices(hub.organisation, groundOf(site, place, process));
  Object.assign(hub, { process, services });
  startWorkers({
    scheduler,
    random,
    process,
    services,
    rhythm: () => (site.isCalm() ? 3600 : 240),
    failed: (error) => site.breaks("no unforeseen error", String(error)),
    signed: (head) => {
      for (const invariant of all) invariant.signed?.(head);
    },
  });
}

/** Ends a hub's process in the middle of whatever it does. */
export function killPlace({ hub }: Place): void {
  hub.process.isAlive = false;
  for (const tell of hub.onDeath) tell();
  hub.onDeath.clear();
}

/** What is left of a hub. */
export function restOf(site: Site, { hub }: Place): Rest {
  const { organisation, store, vault } = hub;
  const { kept } = plantedIn(hub, store, site.plant);
  return { organisation, store, vault, kept, opened: sealedOn(site, organisation, { ledger: store, vault }) };
}
