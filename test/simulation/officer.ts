import { timeOf } from "@throughline/core";
import type { Grant } from "@throughline/journey";
import { adapt, organisations } from "./catalogue.js";
import { offerTo, thinkAgain } from "./citizen.js";
import { type Case, claim, type Officer } from "./claim.js";
import { anyUnit, clockOf, insist, newFact, officerOf, type Society } from "./people.js";
import { refer } from "./referral.js";

const lost = ["journey/stale-epoch", "journey/closed", "journey/wrong-state", "journey/not-found"];
const uncovered = [...lost, "journey/not-permitted"];

/** Checks the person, and looks at what is released. At times the birthday is misheard. */
async function accept(
  society: Society,
  officer: Officer,
  { citizen }: Case,
  grant: Grant,
): Promise<Grant | undefined> {
  const { random, knowledge } = society;
  const { actor, hub, unit } = officer;
  for (let tries = 0; tries < 4; tries += 1) {
    const dateOfBirth = random.chance(0.85) ? citizen.birthday : "1901-01-01";
    const isSeen = unit.channel === "office" && random.chance(0.5);
    const personCheck = isSeen
      ? ({ level: "P3", document: "passport" } as const)
      : ({ level: "P1", dateOfBirth } as const);
    const judge = knowledge(hub).look(citizen.journeyId);
    const accepted = await insist(
      society,
      officer,
      `accepts ${citizen.name}`,
      ({ journeys }, idempotencyKey) => journeys.accept(grant, { personCheck }, { actor, idempotencyKey }),
      lost,
    );
    if (!accepted.ok) return undefined;
    if (accepted.value.ok) {
      judge(accepted.value.projection, await timeOf(hub.store));
      return accepted.value.grant;
    }
  }
  return undefined;
}

type Work = (society: Society, officer: Officer, which: Case, grant: Grant) => Promise<boolean>;

/** Reads again, and asks the person for what is missing. */
const ask: Work = async (society, officer, { citizen }, grant) => {
  const { actor, hub, unit } = officer;
  const { journeyId } = citizen;
  const known = society.knowledge(hub);
  const judge = known.look(journeyId);
  const read = await insist(
    society,
    officer,
    "reads",
    ({ journeys }) => journeys.read(grant, { actor }),
    lost,
  );
  if (!read.ok) return false;
  const { projection } = read.value;
  judge(projection, await timeOf(hub.store));
  const type = projection.missing[0];
  if (type === undefined) return true;
  const asked = { type, how: "asked", channel: unit.channel } as const;
  await insist(
    society,
    officer,
    `asks for ${type}`,
    ({ journeys }, idempotencyKey) => journeys.recordAsk(journeyId, asked, { actor, grant, idempotencyKey }),
    lost,
  );
  return await note(society, officer, { citizen }, grant, type);
};

async function note(
  society: Society,
  officer: Officer,
  { citizen: { journeyId } }: Pick<Case, "citizen">,
  grant: Grant,
  type?: string,
): Promise<boolean> {
  const { actor, hub, unit } = officer;
  const fact = newFact(society, officer, unit.channel, type === undefined ? {} : { type });
  const kept = await insist(
    society,
    officer,
    `notes ${fact.type}`,
    ({ journeys }, idempotencyKey) => journeys.record(journeyId, [fact], { actor, grant, idempotencyKey }),
    uncovered,
  );
  if (kept.ok) society.knowledge(hub).promise(journeyId, fact);
  return kept.ok || kept.code === "journey/not-permitted";
}

/** Writes down that the person agrees, at the time that the officer's clock shows. */
const agree: Work = async (society, officer, { citizen: { subject } }) => {
  const { actor, unit } = officer;
  const { channel } = unit;
  const occurredAt = clockOf(society, officer);
  const evidence =
    channel === "phone"
      ? ({ kind: "script", scriptVersion: "1" } as const)
      : ({ kind: "witnessed" } as const);
  await insist(
    society,
    officer,
    "records a consent",
    async ({ consent }, idempotencyKey) => {
      const [notice] = await consent.notices(adapt.id);
      const shown = { hash: notice?.renderings["en"] ?? "", language: "en" };
      const { id: purpose, facts, recipients } = adapt;
      const act = { subject, purpose, facts, recipients, notice: shown, channel, evidence } as const;
      return await consent.grant({ ...act, expression: "explicit", occurredAt }, { actor, idempotencyKey });
    },
    ["consent/invalid-occurrence"],
  );
  return true;
};

const works: readonly [Work, ...Work[]] = [ask, ask, ask, (...given) => note(...given), agree];

/** Completes, and refers the person to the other organisation at times. */
async function complete(society: Society, officer: Officer, { citizen }: Case, grant: Grant): Promise<void> {
  const { random, knowledge, serial } = society;
  const { actor, hub, unit } = officer;
  const fact = newFact(society, officer, unit.channel, { type: "work.history" });
  const finishJourney = random.chance(0.3);
  const completed = await insist(
    society,
    officer,
    `completes ${citizen.name}`,
    ({ journeys }, idempotencyKey) =>
      journeys.complete(grant, { facts: [fact], finishJourney }, { actor, idempotencyKey }),
    lost,
  );
  if (!completed.ok) return;
  knowledge(hub).promise(citizen.journeyId, fact);
  if (random.chance(0.4)) return;
  const name = `ref-${citizen.name}-${serial()}`;
  const to = organisations.find((other) => other !== hub.organisation) ?? "";
  await insist(society, officer, `refers ${name}`, (services) => refer(services, name, to, actor), []);
}

async function passOn(society: Society, officer: Officer, { citizen }: Case, grant: Grant): Promise<void> {
  const { actor, hub } = officer;
  const unit = anyUnit(society);
  const offered = await insist(
    society,
    officer,
    `passes ${citizen.name} on`,
    ({ journeys }, idempotencyKey) =>
      journeys.offer(citizen.journeyId, offerTo(hub, unit), { actor, grant, idempotencyKey }),
    [...lost, "journey/too-many-offers"],
  );
  if (!offered.ok) return;
  const { handoffId, code } = offered.value;
  citizen.handoffs.push(handoffId);
  const next = officerOf(society, hub, unit, citizen.subject);
  society.begin(next.name, () => serve(society, next, { citizen, handoffId, code }));
}

async function decline(society: Society, officer: Officer, grant: Grant): Promise<void> {
  const { actor } = officer;
  await insist(
    society,
    officer,
    "declines",
    ({ journeys }, idempotencyKey) => journeys.decline(grant, "no_capacity", { actor, idempotencyKey }),
    lost,
  );
}

async function giveBack(society: Society, officer: Officer, _: Case, grant: Grant): Promise<void> {
  const { actor } = officer;
  await insist(
    society,
    officer,
    "returns",
    ({ journeys }, idempotencyKey) => journeys.return(grant, "cut-off", { actor, idempotencyKey }),
    lost,
  );
}

/** How work ends. The last is to walk away: then the lease ends it. */
const endings = [complete, complete, complete, passOn, giveBack, async () => {}] as const;

/** An officer serves one person: claims, checks, works and ends, while others try to do the same. */
export async function serve(society: Society, officer: Officer, which: Case): Promise<void> {
  const { scheduler, random, people } = society;
  await scheduler.sleep(random.between(1000, 60_000), people);
  const claimed = await claim(society, officer, which);
  if (!claimed) return;
  society.begin(which.citizen.name, () => thinkAgain(society, which.citizen));
  await scheduler.sleep(random.between(1000, 30_000), people);
  if (random.chance(0.04)) {
    await decline(society, officer, claimed);
    return;
  }
  const grant = await accept(society, officer, which, claimed);
  if (!grant) return;
  for (let tasks = random.between(0, 4); tasks > 0; tasks -= 1) {
    const seconds = random.chance(0.05) ? random.between(3600, 18_000) : random.between(1, 40);
    await scheduler.sleep(seconds * 1000, people);
    if (!(await random.pick(works)(society, officer, which, grant))) break;
  }
  await random.pick(endings)(society, officer, which, grant);
}
