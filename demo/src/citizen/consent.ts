import { organisation } from "../department.js";
import { purposes } from "../purposes.js";
import type { Visit } from "./visit.js";

function subjectOf({ subject }: Visit): string {
  if (subject === undefined) throw new RangeError("Consent is a person's; nobody is signed in.");
  return subject;
}

/** Records the person's yes or no, with exactly what they were shown. */
export async function decide(visit: Visit, isYes: boolean): Promise<void> {
  const { world, actor, language } = visit;
  const { id, facts } = purposes.adapt;
  const act = {
    subject: subjectOf(visit),
    purpose: id,
    facts,
    recipients: [organisation],
    notice: { hash: world.notice.renderings[language] ?? "", language },
    channel: "web",
    evidence: { kind: "web", control: "button" },
    expression: "explicit",
  } as const;
  await (isYes ? world.consent.grant(act, { actor }) : world.consent.refuse(act, { actor }));
}

/** Records that the person takes their consent back. */
export async function withdraw(visit: Visit): Promise<Response> {
  const { world, actor, context } = visit;
  if (visit.subject === undefined) return context.redirect("/sign-in", 303);
  const withdrawal = { subject: subjectOf(visit), purpose: purposes.adapt.id, channel: "web" } as const;
  await world.consent.withdraw(withdrawal, { actor });
  return context.redirect("/your-data", 303);
}
