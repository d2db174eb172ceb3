import { createConsent } from "@throughline/consent";
import { localKeyWrap, sealedLedger } from "@throughline/core";
import {
  type AnyOperation,
  consentOperations,
  createHub,
  formsOperations,
  identityOperations,
  journeyOperations,
  notifyOperations,
} from "@throughline/hub";
import { createTokenVerifier, type PublicJwk } from "@throughline/identity";
import { createJourneys } from "@throughline/journey";
import { createNotifications } from "@throughline/notify";
import { createPostgres, type Postgres } from "@throughline/postgres";
import { answerOver } from "./answerer.js";
import {
  adapt,
  assess,
  audience,
  form,
  issuerName,
  notice,
  organisation,
  portal,
  template,
} from "./fixtures.js";

/** What the process is told at its start. */
export interface Orders {
  readonly url: string;
  readonly keys: readonly PublicJwk[];
  /** Keep every request for ever: the control. */
  readonly leak: boolean;
}

/** What the process tells once it answers. */
export interface Ready {
  readonly port: number;
  readonly operations: number;
  readonly notice: string;
}

/** What it weighs after a collection, in bytes. */
export interface Weight {
  readonly heapUsed: number;
  readonly rss: number;
  readonly unexpected: number;
}

/** Workers look for what is due, as in a real process. */
function everySecond(...works: readonly (() => Promise<unknown>)[]): void {
  setInterval(() => {
    for (const work of works) void work();
  }, 1000);
}

async function hubOn(store: Postgres): Promise<{ operations: readonly AnyOperation[]; hash: string }> {
  const { timers, quota } = store;
  const wrap = localKeyWrap({ id: "memory-1", key: crypto.getRandomValues(new Uint8Array(32)) });
  // Keys are kept so briefly that as many come as go within a short run already.
  const ledger = sealedLedger(store.ledger, store.vault({ wrap }), { cacheSeconds: 2 });
  const consent = createConsent({ ledger, organisation });
  for (const purpose of [assess, adapt]) await consent.definePurpose(purpose, { actor: portal });
  const { renderings } = await consent.publishNotice(notice, { actor: portal });
  const pepper = () => new Uint8Array(32).map((_, index) => index * 7 + 3);
  const journeys = createJourneys({ ledger, quota, consent, organisation, pepper });
  const email = { send: async () => ({ reference: "mail-1" }) };
  const notifications = createNotifications({
    ledger,
    timers,
    consent,
    organisation,
    templates: [template],
    email,
  });
  everySecond(
    () => journeys.runTimers(timers),
    () => notifications.deliverDue(),
    () => store.sequence(),
  );
  const operations = [
    ...consentOperations(consent, organisation),
    ...journeyOperations(journeys),
    ...formsOperations({ forms: [form] }),
    ...notifyOperations(notifications, organisation),
    ...identityOperations(),
  ];
  return { operations, hash: renderings["en"] ?? "" };
}

let unexpected = 0;

function weigh(): Weight {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("Start this process with --expose-gc.");
  for (let time = 0; time < 4; time += 1) gc();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapUsed, rss, unexpected };
}

async function serve({ url, keys, leak }: Orders): Promise<void> {
  const store = await createPostgres({ source: "urn:faults:memory", connection: { url } });
  const { operations, hash } = await hubOn(store);
  const verifier = createTokenVerifier({ trust: [{ issuer: issuerName, keys }], audience });
  const hub = createHub({ title: "Memory", verifier, operations, onUnexpected: () => (unexpected += 1) });
  const kept: Request[] = [];
  const { port } = await answerOver((request) => {
    if (leak) kept.push(request);
    return hub.fetch(request);
  });
  process.on("message", () => process.send?.(weigh()));
  process.send?.({ port, operations: operations.length, notice: hash } satisfies Ready);
}

process.once("message", (orders) => void serve(orders as Orders));
process.on("disconnect", () => process.exit());
