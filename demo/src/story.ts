import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Actor, isThroughlineError } from "@throughline/core";
import { folderAdapter } from "@throughline/notify/folder";
import { type Officer, officers, organisation, people, service } from "./department.js";
import { newKeys } from "./keys.js";
import { offerTo } from "./offers.js";
import { openStore } from "./sealed-store.js";
import { askedOnce, sealed, verify } from "./story/checks.js";
import { askOpen, claim, type Held, takeOver, tellProjection } from "./story/officer.js";
import { decide, fillIn } from "./story/person.js";
import { createTeller, type Teller, titles } from "./story/telling.js";
import { createWorld, type World } from "./world.js";

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return "accepted";
  } catch (error) {
    if (isThroughlineError(error)) return error.code;
    throw error;
  }
}

/** A digit that was misheard. */
function misheard(code: string): string {
  return code.replace(/^\d/, (digit) => String((Number(digit) + 5) % 10));
}

async function onTheWeb(world: World, person: Actor, teller: Teller): Promise<string> {
  teller.step("On the web: somebody starts, and says later who they are");
  const stranger: Actor = { kind: "anonymous", id: "anon-story", organisation };
  const definition = { id: "work-support", version: 1 };
  const { journeyId } = await world.journeys.start({ definition, channel: "web" }, { actor: stranger });
  const begun = await fillIn(world, { journeyId, person: stranger, upTo: "address" }, teller);
  await world.journeys.bind(journeyId, person.id, { actor: stranger });
  teller.say("signed in: the journey now belongs to a pseudonym of this department");
  await fillIn(world, { journeyId, person, upTo: "caring" }, teller, begun);
  return journeyId;
}

async function byPhone(
  world: World,
  officer: Officer,
  other: Officer,
  code: string,
  teller: Teller,
): Promise<Held> {
  teller.step(`By telephone: ${officer.name} takes over with the spoken code`);
  teller.check(
    "a misheard digit is noticed and costs no try",
    (await codeOf(claim(world, officer, misheard(code)))) === "journey/code-check",
  );
  const elsewhere = await claim(world, other, code);
  teller.check("the code opens nothing for another unit", !elsewhere.ok);
  const held = await takeOver(world, officer, code, { level: "P1", dateOfBirth: "1984-03-27" }, teller);
  const second = await claim(world, officer, code);
  teller.check("the code opens nothing a second time", !second.ok);
  await askOpen(world, officer, held, teller, ["caring", "caring-details"]);
  return held;
}

async function withdrawalInBetween(
  world: World,
  person: Actor,
  officer: Officer,
  held: Held,
  teller: Teller,
): Promise<void> {
  teller.step("In between: the person takes their agreement back, and later gives it again");
  await decide(world, person, "withdraw");
  const after = await world.journeys.read(held.grant, { actor: officer.party });
  tellProjection(after.projection, teller);
  const shown = after.projection.facts.map(({ type }) => type);
  teller.check(
    "nothing that rested on it is shown any more",
    !shown.some((type) => /^(health|caring|housing)\./.test(type)),
  );
  await decide(world, person, "grant");
  const again = await world.journeys.read(held.grant, { actor: officer.party });
  teller.check(
    "agreed again, it is there again, without being asked",
    again.projection.facts.length > shown.length,
  );
}

async function atTheDesk(
  world: World,
  officer: Officer,
  before: { officer: Officer; held: Held },
  code: string,
  teller: Teller,
): Promise<void> {
  teller.step(`At the desk: ${officer.name} sees a document and finishes`);
  const held = await takeOver(world, officer, code, { level: "P3", document: "passport" }, teller);
  const stale = world.journeys.read(before.held.grant, { actor: before.officer.party });
  const staleCode = await codeOf(stale);
  teller.check(
    `the officer who passed it on no longer sees it (${staleCode})`,
    staleCode.startsWith("journey/"),
  );
  await askOpen(world, officer, held, teller, ["housing"]);
  const { projection } = await world.journeys.read(held.grant, { actor: officer.party });
  teller.check("nothing is withheld after the document was seen", projection.withheld.length === 0);
  await world.journeys.complete(
    held.grant,
    { finishJourney: true },
    { actor: officer.party, idempotencyKey: "complete" },
  );
  teller.say("completed");
}

async function message(world: World, person: Actor, outbox: string, teller: Teller): Promise<void> {
  teller.step("A message: the person is told");
  const request = {
    template: "answers-dealt-with",
    templateVersion: 1,
    subject: person.id,
    to: "sian@example.com",
    language: "en",
    data: { name: "Siân Morgan" },
  };
  await world.notifications.send(request, { actor: service, idempotencyKey: "told" });
  await world.notifications.send(request, { actor: service, idempotencyKey: "told" });
  await world.work();
  const files = await readdir(outbox);
  teller.check(`one email, though it was asked for twice (${files.join(", ")})`, files.length === 1);
}

interface Cast {
  readonly person: Actor;
  readonly phone: Officer;
  readonly desk: Officer;
}

function cast(): Cast {
  const [person, phone, desk] = [people[0]?.party, officers[0], officers[1]];
  if (!person || !phone || !desk) throw new Error("The story's people are missing.");
  return { person, phone, desk };
}

/** The journey from its first page to its end, over three channels. */
async function travel(world: World, { person, phone, desk }: Cast, teller: Teller): Promise<string> {
  const journeyId = await onTheWeb(world, person, teller);
  const common = { journeyId, language: "en" } as const;
  const first = await offerTo(world, phone, { ...common, actor: person, idempotencyKey: "first" });
  teller.say(`a code for the ${phone.place.en}, shown once: ${first.code}`);
  teller.say(`consent and law would cover: ${titles(first.covered)}`);
  const held = await byPhone(world, phone, desk, first.code, teller);
  await withdrawalInBetween(world, person, phone, held, teller);
  const passing = { ...common, actor: phone.party, grant: held.grant, idempotencyKey: "second" };
  const second = await offerTo(world, desk, passing);
  teller.say(`a new code for the ${desk.place.en}: ${second.code}`);
  await atTheDesk(world, desk, { officer: phone, held }, second.code, teller);
  return journeyId;
}

async function play(folder: string, teller: Teller): Promise<void> {
  const outbox = join(folder, "outbox");
  const from = { name: "Work and Careers", address: "no-reply@work-and-careers.example" };
  const keys = await newKeys();
  const parts = { keys, email: folderAdapter({ folder: outbox, from }) };
  const store = await openStore(folder, keys);
  const world = await createWorld({ store, ...parts });
  const players = cast();
  const journeyId = await travel(world, players, teller);
  await message(world, players.person, outbox, teller);
  await store.close();

  teller.step("The process ends; another opens the same database");
  const reopened = await openStore(folder, keys);
  await askedOnce(await createWorld({ store: reopened, ...parts }), journeyId, teller);
  await verify(reopened.ledger, teller);
  await sealed(reopened.ledger, teller);
  await reopened.close();
}

const teller = createTeller((line) => console.log(line));
const folder = await mkdtemp(join(tmpdir(), "throughline-story-"));
try {
  await play(folder, teller);
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(
  teller.failures.length === 0
    ? "\nThe story holds."
    : `\nThe story does not hold: ${teller.failures.join("; ")}`,
);
process.exitCode = teller.failures.length === 0 ? 0 : 1;
