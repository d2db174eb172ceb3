import { fingerprint, idOf, newId } from "@throughline/core";
import { JourneyError } from "./errors.js";
import { type ActOptions, type Foundation, journeyRecord, keyed, parsed } from "./foundation.js";
import { nameSchema, type StartInput, startInput } from "./model.js";
import type { Written } from "./write.js";

/** Starts a journey. */
export async function startJourney(
  foundation: Foundation,
  input: StartInput,
  options: ActOptions,
): Promise<Written> {
  const { actor } = options;
  if (actor.organisation !== foundation.organisation) throw new JourneyError("journey/not-yours");
  const begun = parsed(startInput, input);
  const self = actor.kind === "person" ? actor.id : actor.onBehalfOf;
  const subject = begun.subject ?? self;
  const id = newId("jrn");
  const command = { type: "start", id, ...begun, ...(subject === undefined ? {} : { subject }) } as const;
  const { record, version } = await foundation.journeys.handle(journeyRecord(id), command, {
    actor,
    ...keyed(foundation, "journey.start", options, fingerprint(begun)),
  });
  return { journeyId: idOf(record), version };
}

/** Says whose an anonymous journey is. */
export async function bindJourney(
  foundation: Foundation,
  journeyId: string,
  subject: string,
  options: ActOptions,
): Promise<Written> {
  const command = { type: "bind", subject: parsed(nameSchema, subject) } as const;
  const { version } = await foundation.journeys.handle(journeyRecord(journeyId), command, {
    actor: options.actor,
    ...keyed(foundation, "journey.bind", options, [journeyId, command.subject]),
  });
  return { journeyId, version };
}
