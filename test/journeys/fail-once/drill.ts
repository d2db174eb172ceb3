import { isThroughlineError } from "@throughline/core";
import { expect } from "vitest";
import { type Happened, happenedAfter, type Image, imageOf, told } from "./image.js";
import type { Scene } from "./scene.js";
import { createTap, type Fault, MistakeError, type Mode, type Tap } from "./tap.js";

/** Words that stand for personal data and secrets in every story; no error may hold one. */
export const canaries = /Blodwen|Quetzal|1987-03-14|xylophone|blodwen@example|\d{4} \d{4} \d{4}|whsk_|whsec_/;

/** Longest time for one drill, in milliseconds: it plays its story some hundred times, perhaps on a busy machine. */
export const drillMs = 120_000;

/** One thing that a service is asked to do, the same way each time. */
export type Act<Services> = (services: Services) => Promise<unknown>;

/** One use of a service. */
export interface UseCase<Services> {
  /** Makes the moment at which the act is possible, and gives the act. Nothing fails before it. */
  readonly begin: (services: Services, scene: Scene) => Promise<Act<Services>>;
  /** How many commits it takes where nothing fails. Default 1; the reason for more stands beside it. */
  readonly commits?: number;
  /** Events that a repeat may add, with the most of each: the documented ones. Default: none. */
  readonly adds?: Readonly<Record<string, number>>;
  /** Worked off by a worker: what is left is done at its next rounds, not by the same call. */
  readonly rounds?: (services: Services, scene: Scene) => Promise<unknown>;
  /** True: what a port of the caller's own throws may come back as it is. */
  readonly throwsOwn?: boolean;
  /** What of an event's text must be the same. Default: all of it. */
  readonly alike?: (text: string) => string;
  /** What of the answer must be the same at a repeat. Default: all but ids, digests, instants and codes. */
  readonly lasting?: (answer: never) => unknown;
}

/** How services are put on a scene, once for each process. */
export interface Cast<Services> {
  open(): Promise<Scene>;
  services(scene: Scene, tap: Tap): Services | Promise<Services>;
  /**
   * True where the services behind it are drilled by themselves: of the reads only the first after each change fails, for
   * whichever of those up to the next change fails, the same is left.
   */
  readonly isOutside?: boolean;
}

interface Told {
  readonly answer: string;
  readonly image: Image;
  readonly spent: number;
  readonly sent: readonly string[];
}

interface Calm {
  /** After the act. */
  readonly once: Told;
  /** After the same act again, where nothing failed. */
  readonly twice: Told;
  readonly commits: readonly number[];
  readonly calls: Tap["calls"];
}

async function look(scene: Scene, answer: string): Promise<Told> {
  const image = await imageOf(scene.store.ledger, scene.place());
  return { answer, image, spent: scene.spent(), sent: [...scene.sent] };
}

function answerOf<Services>({ lasting }: UseCase<Services>, answer: unknown): string {
  return told(lasting ? lasting(answer as never) : answer);
}

async function staged<Services>(cast: Cast<Services>, use: UseCase<Services>) {
  const scene = await cast.open();
  const tap = createTap();
  const services = await cast.services(scene, tap);
  const act = await use.begin(services, scene);
  await scene.mark();
  return { scene, tap, services, act };
}

/** Plays a use case where nothing fails, and once more. */
export async function calm<Services>(cast: Cast<Services>, use: UseCase<Services>): Promise<Calm> {
  const { scene, tap, services, act } = await staged(cast, use);
  tap.open();
  const answer = answerOf(use, await act(services));
  tap.shut();
  const [calls, commits] = [[...tap.calls], [...scene.commits]];
  const once = await look(scene, answer);
  if (use.rounds) await use.rounds(services, scene);
  const again = use.rounds ? answer : answerOf(use, await act(services));
  return { once, twice: await look(scene, again), commits, calls };
}

const modes: readonly Mode[] = ["gone", "mistake", "crash"];

type Way = Pick<Fault, "moment" | "mode">;

/** How a call that only reads fails, and one that changes something: in every way; from outside in those that differ there. */
const ways: Readonly<Record<"inside" | "outside", Readonly<Record<"reads" | "changes", readonly Way[]>>>> = {
  inside: {
    reads: modes.map((mode) => ({ moment: "before", mode })),
    changes: modes.flatMap((mode) => [
      { moment: "before", mode },
      { moment: "after", mode },
    ]),
  },
  outside: {
    reads: [{ moment: "before", mode: "gone" }],
    changes: [
      { moment: "before", mode: "mistake" },
      { moment: "before", mode: "gone" },
      { moment: "after", mode: "gone" },
      { moment: "after", mode: "crash" },
    ],
  },
};

const asksVault = ({ name }: Tap["calls"][number]) => name.startsWith("vault.");

/**
 * What is to fail. Of a story that asks a vault those calls, and the changes unless it is seen from outside: the rest of it
 * fails where the same story is played without one.
 */
function faultsOf(calls: Tap["calls"], isOutside: boolean): readonly Fault[] {
  const isSealed = calls.some(asksVault);
  const { reads, changes } = ways[isOutside || isSealed ? "outside" : "inside"];
  const drilled = calls
    .map((call, at) => ({ ...call, call: at + 1 }))
    .filter((call) => !isSealed || (call.changes && !isOutside) || asksVault(call));
  return drilled.flatMap(({ call, changes: isChange }, at) => {
    const isFirst = drilled[at - 1]?.changes !== false;
    if (isOutside && !isChange && !isFirst) return [];
    return (isChange ? changes : reads).map((way) => ({ ...way, call }));
  });
}

/** What is in the longer list besides the shorter one in its order. Undefined: the shorter one is not in it. */
function extrasOf(all: readonly Happened[], part: readonly Happened[]): readonly string[] | undefined {
  let at = 0;
  const extras: string[] = [];
  for (const { type, text } of all) {
    if (text === part[at]?.text) at += 1;
    else extras.push(type);
  }
  return at === part.length ? extras : undefined;
}

function isAdded<Services>({ adds = {} }: UseCase<Services>, extras: readonly string[]): boolean {
  return extras.every((type) => extras.filter((other) => other === type).length <= (adds[type] ?? 0));
}

/** Workers deal with records in any order; each record's own story has one. Ids of one kind grow with time. */
function ordered<Services>({ rounds, alike }: UseCase<Services>, events: readonly Happened[]) {
  const said = events.map((one) => ({ ...one, text: alike ? alike(one.text) : one.text }));
  return rounds ? said.sort((a, b) => (a.record < b.record ? -1 : Number(a.record > b.record))) : said;
}

const typesOf = (events: readonly Happened[]) => events.map(({ type }) => type).join(", ");

/** What is wrong with the end of a story, beside the undisturbed ones. */
function faultOfEnd<Services>(use: UseCase<Services>, { once, twice }: Calm, end: Told): string | undefined {
  if ([once, twice].some(({ image }) => image.whole === end.image.whole)) return undefined;
  const [all, part] = [ordered(use, end.image.events), ordered(use, once.image.events)];
  const extras = extrasOf(all, part);
  if (!extras) return `lost or changed: ${typesOf(all)}`;
  if (extras.length === 0) return use.rounds || use.alike ? undefined : "other states";
  return isAdded(use, extras) ? undefined : `added: ${extras.join(", ")}`;
}

function chunksOf(events: readonly Happened[], sizes: readonly number[]): readonly (readonly Happened[])[] {
  let at = 0;
  return sizes.map((size) => {
    at += size;
    return events.slice(at - size, at);
  });
}

/** What is half-done between the failure and the repeat: anything but whole commits of the story, in their order. */
function faultOfMiddle<Services>(
  use: UseCase<Services>,
  still: Calm,
  events: readonly Happened[],
  sizes: readonly number[],
): string | undefined {
  const textOf = (chunk: readonly Happened[]) => chunk.map(({ text }) => text).join("\n");
  const whole = chunksOf(still.once.image.events, still.commits).map(textOf);
  let at = 0;
  const others = chunksOf(events, sizes).filter((chunk) => {
    const found = use.rounds ? whole.indexOf(textOf(chunk)) : at;
    if (found < 0 || whole[found] !== textOf(chunk)) return true;
    at = found + 1;
    return false;
  });
  const rest = others.flat();
  const types = rest.map(({ type }) => type);
  return isAdded(use, types) ? undefined : `half-done: ${types.join(", ")}`;
}

/** What a caller may be told: a code of ours without personal data. */
function faultOfError<Services>({ throwsOwn }: UseCase<Services>, { mode }: Fault, error: unknown) {
  if (!isThroughlineError(error)) {
    const isOwn = throwsOwn === true || (mode === "mistake" && error instanceof MistakeError);
    return isOwn ? undefined : `a raw error: ${String(error)}`;
  }
  const said = JSON.stringify([error.message, error.details]);
  if (!/^[a-z]+\/[a-z-]+$/.test(error.code)) return `no stable code: ${error.code}`;
  return canaries.test(said) ? `an error that tells: ${error.code} ${said}` : undefined;
}

type Outcome = { readonly error: unknown } | { readonly answer: unknown } | "died";

async function disturbed<Services>(
  { tap, services, act }: Awaited<ReturnType<typeof staged<Services>>>,
  fault: Fault,
): Promise<Outcome> {
  tap.open(fault);
  const acted = act(services).then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
  const outcome = await Promise.race([acted, tap.died]);
  tap.shut();
  return outcome;
}

function faultOfOutcome<Services>(use: UseCase<Services>, still: Calm, fault: Fault, outcome: Outcome) {
  if (outcome === "died") return undefined;
  if ("error" in outcome) return faultOfError(use, fault, outcome.error);
  const answers = [still.once.answer, still.twice.answer];
  const isKnown = use.rounds !== undefined || answers.includes(answerOf(use, outcome.answer));
  return isKnown ? undefined : `another answer: ${answerOf(use, outcome.answer)}`;
}

function faultOfEffects({ once, twice, calls }: Calm, hadCommitted: boolean, end: Told): string | undefined {
  const repeated = hadCommitted ? 0 : calls.filter(({ name }) => name === "quota.take").length;
  const most = Math.max(once.spent + repeated, twice.spent);
  if (end.spent < once.spent || end.spent > most) return `quotas: ${end.spent}, not ${once.spent} to ${most}`;
  const [known, said] = [new Set(once.sent).size, new Set(end.sent).size];
  if (said !== known) return `sent under ${said} references, not ${known}`;
  const times = (sent: readonly string[], one: string) => sent.filter((other) => other === one).length;
  const often = end.sent.find((one) => times(end.sent, one) > 2);
  return often === undefined ? undefined : `sent ${times(end.sent, often)} times: ${often}`;
}

/** Plays a use case with one thing failing, then again, and says what is wrong with it. */
export async function faultsWith<Services>(
  cast: Cast<Services>,
  use: UseCase<Services>,
  still: Calm,
  fault: Fault,
): Promise<readonly string[]> {
  const story = await staged(cast, use);
  const { scene, act } = story;
  const outcome = await disturbed(story, fault);
  const middle = await happenedAfter(scene.store.ledger, scene.place());
  const sizes = [...scene.commits];
  const hadCommitted = sizes.length >= still.commits.length && sizes.length > 0;
  const services = outcome === "died" ? await cast.services(scene, createTap()) : story.services;
  const again = use.rounds ? await use.rounds(services, scene) : await act(services);
  const end = await look(scene, use.rounds ? "" : answerOf(use, again));
  const isSame = use.rounds !== undefined || [still.once.answer, still.twice.answer].includes(end.answer);
  return [
    faultOfOutcome(use, still, fault, outcome),
    faultOfMiddle(use, still, middle, sizes),
    isSame ? undefined : `another answer at the repeat: ${end.answer}, not ${still.once.answer}`,
    faultOfEnd(use, still, end),
    faultOfEffects(still, hadCommitted, end),
  ].filter((found) => found !== undefined);
}

/** Lets every call of a use case fail once, in every way, and tells everything that went wrong. */
export async function drill<Services>(
  cast: Cast<Services>,
  use: UseCase<Services>,
): Promise<{ readonly faults: readonly string[]; readonly tried: number; readonly still: Calm }> {
  const still = await calm(cast, use);
  const planned = faultsOf(still.calls, cast.isOutside === true);
  const faults: string[] = [];
  for (const fault of planned) {
    const name = `${fault.mode} ${fault.moment} call ${fault.call} (${still.calls[fault.call - 1]?.name})`;
    const found = await faultsWith(cast, use, still, fault).catch((error: unknown) => [
      `the repeat failed: ${isThroughlineError(error) ? error.code : String(error)}`,
    ]);
    faults.push(...found.map((what) => `${name}: ${what}`));
  }
  return { faults, tried: planned.length, still };
}

/** The whole drill as one test: nothing may go wrong, and the undisturbed story is what the table says of it. */
export async function expectUnharmed<Services>(cast: Cast<Services>, use: UseCase<Services>): Promise<void> {
  const { faults, tried, still } = await drill(cast, use);
  const { adds = {}, commits = 1 } = use;
  expect(still.commits.length, "commits of the undisturbed story").toBe(commits);
  const added = extrasOf(still.twice.image.events, still.once.image.events) ?? ["something lost"];
  expect(
    added.filter((type) => !(type in adds)),
    "what a repeat adds",
  ).toEqual([]);
  expect(faults).toEqual([]);
  const least = cast.isOutside ? still.commits.length : still.calls.length;
  expect(tried).toBeGreaterThanOrEqual(still.calls.some(asksVault) ? 1 : least);
}
