import { createRepository, idOf, type RecordId, recordOf } from "@throughline/core";
import { parcelLaw } from "../../../packages/http/src/courier/decider.js";
import { eventsOf, type InvariantMaker } from "../invariant.js";

/** Every parcel that arrives has exactly one effect. */
export const arrivals: InvariantMaker = (violate) => {
  const received = new Map<RecordId, number>();
  return {
    name: "one effect for each parcel",
    committed(commit) {
      for (const { type, record } of eventsOf(commit)) {
        if (type !== "referral.received") continue;
        const times = (received.get(record) ?? 0) + 1;
        received.set(record, times);
        if (times > 1) violate(`${record} took effect ${times} times`);
      }
    },
  };
};

/** When all is over, every referral that was made has been delivered. */
export const deliveries: InvariantMaker = (violate) => {
  const made = new Set<string>();
  return {
    name: "every parcel arrives",
    committed(commit) {
      for (const { type, record } of eventsOf(commit)) if (type === "referral.made") made.add(idOf(record));
    },
    async atRest({ opened }) {
      const parcels = createRepository(opened, parcelLaw);
      for (const name of made) {
        const { status } = (await parcels.load(recordOf(parcelLaw.kind, name))).state;
        if (status !== "delivered") violate(`the parcel ${name} is ${status}`);
      }
    },
  };
};
