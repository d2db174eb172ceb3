import type { Consent, ConsentAct, PublishedNotice } from "@throughline/consent";
import { addSeconds, type Instant } from "@throughline/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { adapt, admin, adviser, person, setUp, spokenYes, subject } from "./support.js";

const facts = ["health.condition-affects-work", "housing.situation"] as const;
const recipients = ["work-and-careers", "housing-support"] as const;
const lifeMs = 3_600_000;

interface Said {
  readonly outcome: "granted" | "refused" | "withdrawn";
  readonly at: Instant;
  readonly isLate: boolean;
  readonly facts: readonly string[];
  readonly recipients: readonly string[];
  readonly notice: number;
}

/** The story so far, told without any law: a list of what was said and how many material notices there were. */
interface Story {
  readonly said: Said[];
  notices: number;
  material: number;
}

interface Real {
  readonly consent: Consent;
  readonly wait: (ms: number) => void;
  readonly now: () => Instant;
  notice: PublishedNotice;
}

/** The last word: sorted by when it was said; a yes written down late comes before whatever shares its instant. */
function lastWord({ said }: Story): Said | undefined {
  const rank = ({ outcome, isLate }: Said) => (isLate && outcome === "granted" ? 0 : 1);
  const sorted = said
    .map((one, index) => ({ one, index: rank(one) === 0 ? -index : index }))
    .sort((a, b) => a.one.at.localeCompare(b.one.at) || rank(a.one) - rank(b.one) || a.index - b.index);
  return sorted.at(-1)?.one;
}

function expected(story: Story, now: Instant, fact: string, recipient: string): string {
  const last = lastWord(story);
  if (!last) return "no-record";
  if (last.outcome !== "granted") return last.outcome;
  if (last.notice < story.material) return "notice-superseded";
  if (Date.parse(now) - Date.parse(last.at) >= lifeMs) return "expired";
  if (!last.facts.includes(fact)) return "fact-not-covered";
  return last.recipients.includes(recipient) ? "given" : "recipient-not-covered";
}

async function compare(story: Story, real: Real): Promise<void> {
  const now = real.now();
  const asked = recipients.flatMap((recipient) => facts.map((fact) => [recipient, fact] as const));
  for (const [recipient, fact] of asked) {
    const decision = await real.consent.check({ subject, purpose: adapt.id, recipient, fact });
    expect([recipient, fact, decision.reason]).toEqual([
      recipient,
      fact,
      expected(story, now, fact, recipient),
    ]);
    expect(decision.permitted).toBe(decision.reason === "given");
  }
  const [shown] = await real.consent.ofSubject(subject);
  expect(shown?.standing.outcome).toBe(lastWord(story)?.outcome);
}

type Command = fc.AsyncCommand<Story, Real>;

function command(name: string, run: (story: Story, real: Real) => Promise<void>): Command {
  return {
    check: () => true,
    toString: () => name,
    async run(story, real) {
      await run(story, real);
      await compare(story, real);
      real.wait(1);
    },
  };
}

/** Early enough to be before other words of the story, and a whole number of milliseconds. */
const lateness = fc.option(fc.integer({ min: 1, max: 4 }), { nil: 0 });
const dated = (real: Real, late: number) =>
  late === 0 ? {} : { occurredAt: addSeconds(real.now(), -late / 1000) };
const when = (real: Real, late: number) => addSeconds(real.now(), -late / 1000);

const answers = fc
  .record({
    type: fc.constantFrom("grant", "refuse"),
    late: lateness,
    facts: fc.subarray([...facts], { minLength: 1 }),
    recipients: fc.subarray([...recipients], { minLength: 1 }),
  })
  .map(({ type, late, ...scope }) =>
    command(`${type} ${JSON.stringify(scope)} ${late} ms late`, async (story, real) => {
      const act: ConsentAct = spokenYes(real.notice, { ...scope, ...dated(real, late) });
      const outcome = type === "grant" ? "granted" : "refused";
      story.said.push({ outcome, at: when(real, late), isLate: late > 0, ...scope, notice: story.notices });
      await real.consent[type === "grant" ? "grant" : "refuse"](act, { actor: adviser });
    }),
  );

const withdrawals = lateness.map((late) =>
  command(`withdraw ${late} ms late`, async (story, real) => {
    const scope = { facts: [], recipients: [], notice: 0 };
    story.said.push({ outcome: "withdrawn", at: when(real, late), isLate: late > 0, ...scope });
    const act = { subject, purpose: adapt.id, channel: "phone", ...dated(real, late) } as const;
    await real.consent.withdraw(act, { actor: late > 0 ? adviser : person });
  }),
);

const notices = fc.boolean().map((material) =>
  command(`publish ${material ? "material" : "correction"}`, async (story, real) => {
    story.notices += 1;
    if (material) story.material = story.notices;
    const texts = { en: `Notice ${story.notices}` };
    real.notice = await real.consent.publishNotice({ purpose: adapt.id, texts, material }, { actor: admin });
  }),
);

const waits = fc
  .constantFrom(1, lifeMs / 2, lifeMs - 3, lifeMs)
  .map((ms) => command(`wait ${ms} ms`, async (_, real) => real.wait(ms)));

test("whatever is said in whatever order, the service tells the same as the story", async () => {
  const commands = fc.commands([answers, answers, withdrawals, notices, waits], { maxCommands: 25 });
  const property = fc.asyncProperty(commands, async (story) => {
    const { consent, notice, clock, wait } = await setUp();
    wait(10);
    const real: Real = { consent, notice, wait, now: () => clock.now.toISOString() };
    await fc.asyncModelRun(() => ({ model: { said: [], notices: 1, material: 1 }, real }), story);
  });
  await expect(fc.assert(property, { numRuns: 150 })).resolves.toBeUndefined();
});
