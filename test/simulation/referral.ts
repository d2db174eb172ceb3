import { type Actor, createRepository, type Decider, recordOf, transact } from "@throughline/core";
import type { ParcelHandler } from "@throughline/http";
import type { Services } from "./hub.js";

/** How often a referral was made here, and how often it arrived here. */
interface Referral {
  readonly made: number;
  readonly received: number;
}

interface Refer {
  readonly type: "make" | "receive";
}

/** A referral was made, or has arrived. */
export interface Referred {
  readonly type: "referral.made" | "referral.received";
  readonly data: Readonly<Record<string, never>>;
}

/** The law of a referral to another organisation: made once by who sends it. Who receives it counts what arrives. */
export const referralLaw: Decider<Referral, Refer, Referred> = {
  kind: "referral",
  version: 1,
  initial: { made: 0, received: 0 },
  decide: ({ made }, { type }) => {
    if (type === "receive") return { events: [{ type: "referral.received", data: {} }] };
    return { events: made > 0 ? [] : [{ type: "referral.made", data: {} }] };
  },
  evolve: ({ made, received }, { type }) =>
    type === "referral.made" ? { made: made + 1, received } : { made, received: received + 1 },
};

/** Where a referral stands. */
export const referralOf = (name: string) => recordOf(referralLaw.kind, name);

/** Refers somebody to the other organisation: the parcel goes with the commit that says so. */
export async function refer({ ledger, courier }: Services, name: string, to: string, actor: Actor) {
  const referrals = createRepository(ledger, referralLaw);
  const parcel = { id: name, to, type: "referral.made", data: { name } };
  await transact(ledger, async () => [
    await referrals.prepare(referralOf(name), { type: "make" }, { actor }),
    await courier.prepare(parcel),
  ]);
}

/** What a parcel does where it arrives. It counts, so that doing it twice shows. */
export function referralHandler({ ledger }: Pick<Services, "ledger">): ParcelHandler {
  const referrals = createRepository(ledger, referralLaw);
  return async ({ id }, actor) => [await referrals.prepare(referralOf(id), { type: "receive" }, { actor })];
}
