import { idOf } from "@throughline/core";
import { eventsOf, type InvariantMaker } from "../invariant.js";

/** Once the record says that a message was taken or withheld, it is sent no more; and none is without its record. */
export const messages: InvariantMaker = (violate) => {
  const sending = new Map<string, boolean>();
  return {
    name: "no message after its end",
    committed(commit) {
      for (const { type, record } of eventsOf(commit)) {
        if (!type.startsWith("notification.")) continue;
        const id = idOf(record);
        if (sending.get(id) === false) violate(`${type} after the end of ${id}`);
        const isOver = ["notification.accepted", "notification.failed", "notification.withheld"].includes(
          type,
        );
        sending.set(id, !isOver);
      }
    },
    mailed({ id }) {
      if (sending.get(id) !== true) violate(`${id} was sent after its end`);
    },
    async atRest() {
      if ([...sending.values()].includes(true)) violate("a message is neither sent nor given up");
    },
  };
};
