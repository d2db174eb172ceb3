import type { Grant } from "@throughline/journey";
import type { Citizen } from "./citizen.js";
import { insist, type officerOf, type Society } from "./people.js";

/** An officer at the telephone or the desk. */
export type Officer = ReturnType<typeof officerOf>;

/** What an officer serves: an offer, and the person whose it is. */
export interface Case {
  readonly citizen: Citizen;
  readonly handoffId: string;
  readonly code: string;
}

/** The code as it is heard: mostly right, at times with a wrong digit, one too few, or another person's. */
function heard({ random }: Society, code: string): string {
  const digits = [...code.replaceAll(" ", "")];
  if (random.chance(0.9)) return code;
  if (random.chance(0.3)) return digits.slice(1).join("");
  const at = random.below(10);
  digits[at] = String((Number(digits[at]) + random.between(1, 9)) % 10);
  if (random.chance(0.5)) return digits.join("");
  const payload = digits.slice(0, 10).join("");
  return payload + String(98 - ((Number(payload) * 100) % 97)).padStart(2, "0");
}

/** An officer tries to claim, by the code that was heard or from the queue. */
export async function claim(
  society: Society,
  officer: Officer,
  { code, handoffId }: Case,
): Promise<Grant | undefined> {
  const { random, serial } = society;
  const { actor, unit } = officer;
  const given = { presence: unit.presence, claimId: `claim-${serial()}` };
  const isQueued = random.chance(0.2);
  const said = heard(society, code);
  const claimed = await insist(
    society,
    officer,
    isQueued ? "claims from the queue" : "claims by code",
    ({ journeys }) =>
      isQueued
        ? journeys.claimFromQueue(handoffId, given, { actor })
        : journeys.claim({ ...given, code: said }, { actor }),
    ["journey/code-malformed", "journey/code-check", "journey/locked"],
  );
  return claimed.ok && claimed.value.ok ? claimed.value.grant : undefined;
}
