import {
  type Actor,
  type ConsentGate,
  type Decision,
  type Guard,
  isThroughlineError,
  recordId,
} from "@throughline/core";
import { defineTemplate } from "@throughline/notify";
import * as z from "zod";

export const officer: Actor = { kind: "staff", id: "s-1", organisation: "work", unit: "phone" };

export const received = defineTemplate({
  id: "answers-received",
  version: 1,
  purpose: "work-support.assess",
  schema: z.strictObject({ name: z.string(), late: z.boolean().optional() }),
  content: {
    en: {
      email: {
        subject: "We have your answers, ((name))",
        body: "Dear ((name))\n\nRead https://work.example/next",
      },
    },
    cy: {
      email: {
        subject: "Mae gennym eich atebion, ((name))",
        body: "Annwyl ((name))\n\nŵ ŷ – https://work.example/cy",
      },
    },
  },
});

/** A gate that the test opens and shuts; its guard is a record that nobody writes unless the test does. */
export function gate(): ConsentGate & { reason: Decision["reason"]; guard: Guard } {
  const made = {
    reason: "given" as Decision["reason"],
    guard: { record: recordId("consent-epoch", "p-1"), version: 0 } as Guard,
    async check() {
      return {
        permitted: made.reason === "given",
        reason: made.reason,
        basis: "consent" as const,
        guard: made.guard,
      };
    },
    async checkAll() {
      return { decisions: {}, guard: made.guard };
    },
  };
  return made;
}

/** The code that a promise is refused with. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return isThroughlineError(error) ? error.code : String(error);
  }
  return "accepted";
}
