import {
  addSeconds,
  createRepository,
  type Decider,
  fingerprint,
  idempotencyKey,
  newId,
  recordOf,
  type Store,
  type SubjectId,
  timeOf,
} from "@throughline/core";
import { expect } from "vitest";
import { all, type DeciderProof, fresh, officer } from "./support.js";

interface Contact {
  readonly subject?: SubjectId;
}
type Contacted = { readonly type: "contact.made"; readonly data: { readonly subject: SubjectId } };

const contact: Decider<Contact, { readonly subject: SubjectId }, Contacted> = {
  kind: "contact",
  version: 1,
  initial: {},
  decide: (_, { subject }) => ({ events: [{ type: "contact.made", data: { subject } }] }),
  evolve: (_, { data }) => ({ subject: data.subject }),
  keys: ({ subject }) => (subject === undefined ? [] : [{ name: "subject", value: subject }]),
};

const mostADay = 3;

function sender({ ledger, quota }: Store, subject: SubjectId) {
  const contacts = createRepository(ledger, contact);
  /** Sends, unless the person has been contacted often enough. A repeat of a sent message takes nothing. */
  async function send(key: string): Promise<"sent" | "capped"> {
    const scoped = idempotencyKey({
      organisation: officer.organisation,
      actor: officer,
      operation: "contact",
      key,
    });
    const print = fingerprint({ subject });
    if (await ledger.committed(scoped, print)) return "sent";
    const taken = await quota.take(["contact", subject], {
      limit: mostADay,
      until: addSeconds(await timeOf(ledger), 86_400),
    });
    if (!taken.granted) return (await ledger.committed(scoped, print)) ? "sent" : "capped";
    const options = { actor: officer, idempotencyKey: scoped, fingerprint: print };
    await contacts.handle(recordOf("contact", newId("cnt")), { subject }, options);
    return "sent";
  }
  const made = async () =>
    (await all(ledger.find({ kind: "contact", name: "subject", value: subject }))).length;
  return { contacts, send, made };
}

async function neverMore(store: Store): Promise<void> {
  const { send, made } = sender(store, fresh("p"));
  const results = await Promise.all(Array.from({ length: 40 }, (_, index) => send(`k${index}`)));
  expect(results.filter((result) => result === "sent")).toHaveLength(mostADay);
  expect(await made()).toBe(mostADay);
}

async function repeatsAreFree(store: Store): Promise<void> {
  const { send, made } = sender(store, fresh("p"));
  for (const key of ["a", "a", "a", "b", "a", "c", "b", "d"]) await send(key);
  expect(await made()).toBe(3);
  expect(await send("a")).toBe("sent");
  expect(await send("d")).toBe("capped");
}

async function repeatsAtOnceFailSafe(store: Store): Promise<void> {
  const { send, made } = sender(store, fresh("p"));
  const results = await Promise.all(Array.from({ length: 10 }, () => send("same")));
  expect(results).toContain("sent");
  expect(await made()).toBe(1);
}

async function countedFromRecords(store: Store): Promise<void> {
  const subject = fresh("p");
  const { contacts, made } = sender(store, subject);
  const naive = async () => {
    if ((await made()) >= mostADay) return;
    await contacts.handle(recordOf("contact", newId("cnt")), { subject }, { actor: officer });
  };
  await Promise.all(Array.from({ length: 20 }, naive));
  expect(await made()).toBeGreaterThan(mostADay);
}

export const contactCapProofs: readonly DeciderProof[] = [
  { name: "contact cap: of forty messages at once three go out", run: neverMore },
  { name: "contact cap: a repeat of a sent message takes nothing of the cap", run: repeatsAreFree },
  {
    name: "contact cap: repeats at once send one message and never more than the cap",
    run: repeatsAtOnceFailSafe,
  },
  {
    name: "contact cap, the naive way: counting records first lets too many through",
    run: countedFromRecords,
  },
];
