import { isThroughlineError } from "@throughline/core";
import { type CodeMacs, codeMacs, randomDigits } from "./code-secret.js";
import { JourneyError } from "./errors.js";
import type { Foundation } from "./foundation.js";
import { openOffersPerJourney } from "./handoff-index.js";
import type { Audience } from "./model.js";
import { formatSpokenCode } from "./spoken-code.js";

/** How many taken places or locators are met before the unit counts as full. */
const mostDraws = 64;

/** A code that was drawn, with the places it and its offer would take. */
export interface Draw {
  /** The code, to be shown once. */
  readonly code: string;
  /** What is kept of it. */
  readonly macs: CodeMacs;
  /** The journey's place for open offers. */
  readonly offerPlace: number;
  /** The audience's place for open codes. */
  readonly codePlace: number;
}

/** Some different numbers below a limit, in random order: all of them where there are few. */
export function randomPlaces(limit: number, most: number): readonly number[] {
  const places = new Set<number>();
  while (places.size < Math.min(limit, most)) {
    const wide = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    if (wide < Math.floor(2 ** 32 / limit) * limit) places.add(wide % limit);
  }
  return [...places];
}

async function drawCode({ pepper }: Foundation, audience: Audience): Promise<Pick<Draw, "code" | "macs">> {
  const drawn = { locator: randomDigits(4), secret: randomDigits(6) };
  return { code: formatSpokenCode(drawn), macs: await codeMacs(pepper, audience, drawn) };
}

/**
 * Draws codes and places until the ledger accepts one. Its unique keys decide what is taken, so no race can open one
 * offer or code too many.
 *
 * @param tryWith - Commits with a draw.
 * @throws JourneyError `journey/too-many-offers`, `journey/too-many-codes`.
 */
export async function withPlaces<Result>(
  foundation: Foundation,
  audience: Audience,
  tryWith: (draw: Draw) => Promise<Result>,
): Promise<Result> {
  const codePlaces = randomPlaces(foundation.openCodesPerUnit, mostDraws);
  let offerPlace = 0;
  let place = 0;
  for (let draws = 0; draws < 2 * mostDraws; draws += 1) {
    const codePlace = codePlaces[place];
    if (codePlace === undefined) break;
    try {
      return await tryWith({ ...(await drawCode(foundation, audience)), offerPlace, codePlace });
    } catch (error) {
      if (!isThroughlineError(error, "ledger/key-taken")) throw error;
      if (error.details["name"] === "open-offer") offerPlace += 1;
      if (error.details["name"] === "open-code") place += 1;
      if (offerPlace >= openOffersPerJourney) throw new JourneyError("journey/too-many-offers");
    }
  }
  throw new JourneyError("journey/too-many-codes");
}
