import type { Channel } from "@throughline/core";
import { told } from "./catalogue.js";
import {
  actorIn,
  answer,
  type Citizen,
  decideOn,
  offerTo,
  signIn,
  takeBack,
  wantReminder,
  waysIn,
  withdrawFrom,
} from "./citizen.js";
import { askForErasure } from "./erasure.js";
import type { Hub } from "./hub.js";
import { serve } from "./officer.js";
import { anyUnit, insist, newFact, officerOf, type Society } from "./people.js";

type Act = (society: Society, citizen: Citizen) => Promise<void>;

const recall: Act = (society, citizen) => takeBack(society, citizen, "recall");
const grant: Act = (society, citizen) => decideOn(society, citizen, "grant");

/** Somebody asks to be handed over. Whoever is in the unit may try for it. */
async function handOver(society: Society, citizen: Citizen): Promise<void> {
  const { random } = society;
  const { hub, actor, journeyId } = citizen;
  const unit = anyUnit(society);
  const offered = await insist(
    society,
    citizen,
    `asks for ${unit.unit}`,
    ({ journeys }, idempotencyKey) =>
      journeys.offer(journeyId, offerTo(hub, unit), { actor, idempotencyKey }),
    ["journey/closed", "journey/too-many-offers"],
  );
  if (!offered.ok) return;
  const { handoffId, code } = offered.value;
  citizen.handoffs.push(handoffId);
  for (let rivals = random.between(0, 2); rivals >= 0; rivals -= 1) {
    const officer = officerOf(society, hub, unit, citizen.subject);
    society.begin(officer.name, () => serve(society, officer, { citizen, handoffId, code }));
  }
}

async function finish(society: Society, citizen: Citizen): Promise<void> {
  const { actor, journeyId } = citizen;
  await insist(
    society,
    citizen,
    "finishes",
    ({ journeys }, idempotencyKey) => journeys.finish(journeyId, { actor, idempotencyKey }),
    ["journey/closed"],
  );
}

/** A few want to be erased. They go on as if they were not: nothing they do must bring anything back. */
const leave: Act = async (society, citizen) => {
  if (society.isSealed && society.random.chance(0.3)) await askForErasure(society, citizen);
};

/** Somebody is away for a while. */
async function pause({ scheduler, random, people }: Society): Promise<void> {
  await scheduler.sleep(random.between(600, 20_000) * 1000, people);
}

/** What people do, the likelier the more often it stands here. */
const acts: readonly [Act, ...Act[]] = [
  answer,
  answer,
  answer,
  grant,
  grant,
  grant,
  (society, citizen) => decideOn(society, citizen, "refuse"),
  withdrawFrom,
  handOver,
  handOver,
  handOver,
  recall,
  (society, citizen) => takeBack(society, citizen, "withdraw"),
  wantReminder,
  leave,
  finish,
  pause,
  pause,
];

/** Where people may come back who have begun somewhere else. */
const waysBack: readonly [Channel, ...Channel[]] = ["web", "app", "agent", "paper"];

/** The same person, who has lost the connection, in another channel. */
function elsewhere({ random, tell }: Society, citizen: Citizen): Citizen {
  const channel = random.pick(waysBack);
  tell(citizen.name, `comes back by ${channel}`);
  return { ...citizen, channel, actor: actorIn(channel, citizen.subject, citizen.hub) };
}

async function arrive(society: Society, hub: Hub, number: number): Promise<Citizen | undefined> {
  const { random, serial, owns } = society;
  const name = `Citizen-${number}`;
  const subject = `p-${number}`;
  const channel = random.pick(waysIn);
  const actor = actorIn(channel, subject, hub);
  const birthday = `19${random.between(40, 99)}-0${random.between(1, 9)}-1${random.between(0, 9)}`;
  const somebody = { name, hub, actor, subject, skewMs: random.between(-600_000, 600_000) };
  owns(name, `"${subject}"`);
  owns(name, `${name}-`);
  const definition = { id: "support", version: serial() };
  const whose = channel === "kiosk" ? {} : { subject };
  const started = await insist(
    society,
    somebody,
    `starts by ${channel}`,
    ({ journeys }, idempotencyKey) =>
      journeys.start({ definition, channel, ...whose }, { actor, idempotencyKey }),
    [],
  );
  if (!started.ok) return undefined;
  const { journeyId } = started.value;
  owns(name, journeyId);
  return { ...somebody, birthday, channel, journeyId, handoffs: [] };
}

/** What somebody tells at the beginning: the birthday, by which officers will know them, and some of the rest. */
async function tellStory(society: Society, citizen: Citizen): Promise<void> {
  const { random, knowledge } = society;
  const { journeyId, channel, actor, birthday, hub } = citizen;
  const type = "person.date-of-birth";
  const rest = told
    .filter(() => random.chance(0.5))
    .map((each) => newFact(society, citizen, channel, { type: each }));
  const facts = [newFact(society, citizen, channel, { type, value: birthday }), ...rest];
  const kept = await insist(
    society,
    citizen,
    "tells the story",
    ({ journeys }, idempotencyKey) => journeys.record(journeyId, facts, { actor, idempotencyKey }),
    [],
  );
  if (kept.ok) for (const fact of facts) knowledge(hub).promise(journeyId, fact);
}

/** The story of one journey, from its start to whenever the person has had enough. */
export async function live(society: Society, hub: Hub, number: number): Promise<void> {
  const { scheduler, random, people } = society;
  const citizen = await arrive(society, hub, number);
  if (!citizen) return;
  await tellStory(society, citizen);
  let here = citizen.channel === "kiosk" ? await signIn(society, citizen) : citizen;
  if (!here) return;
  if (random.chance(0.7)) await grant(society, here);
  for (let wishes = random.between(3, 10); wishes > 0; wishes -= 1) {
    await scheduler.sleep(random.between(1000, 120_000), people);
    if (random.chance(0.15)) here = elsewhere(society, here);
    await random.pick(acts)(society, here);
  }
}

/** Looks at a journey for the last time, and at what was promised about it. */
export async function judgeJourney(society: Society, hub: Hub, journeyId: string): Promise<void> {
  const actor = { kind: "service", id: "judge", organisation: hub.organisation } as const;
  const view = await hub.services.journeys.get(journeyId, { actor });
  society.knowledge(hub).judge(journeyId, view.candidates);
}
