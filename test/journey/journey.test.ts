import type { JsonValue } from "@throughline/core";
import { JourneyError } from "@throughline/journey";
import { describe, expect, test } from "vitest";
import {
  begin,
  birthday,
  call,
  held,
  noted,
  offerTo,
  p3,
  person,
  phone,
  setUp,
  toDesk,
  wrongCode,
} from "./support.js";

/** Takes out everything that is marked as somebody's. What is left must be nobody's. */
function unmarked(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(unmarked);
  if (value === null || typeof value !== "object") return value;
  if ("~personal" in value) return "…";
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, unmarked(member)]));
}

const secrets = ["Blodwen", "xylophone", birthday, "1999-01-01", "hearing-loop", "+44 20 7946 0018"];

async function wholeStory() {
  const world = await setUp();
  await world.agree();
  const errors: unknown[] = [];
  const note = (promise: Promise<unknown>) => promise.catch((error: unknown) => errors.push(error));
  const { journeyId, grant, code } = await held(world);
  const { journeys } = world;
  const phoneFact = noted("contact.phone", "+44 20 7946 0018");
  await journeys.record(journeyId, [phoneFact], { actor: phone, grant });
  await journeys.read(grant, { actor: phone });
  const passed = await journeys.offer(journeyId, offerTo(toDesk), { actor: phone, grant });
  await note(journeys.record(journeyId, [phoneFact], { actor: phone, grant }));
  await note(journeys.claim({ code: passed.code, presence: call, claimId: passed.code }, { actor: person }));
  await note(journeys.claim({ code: `${passed.code}9`, presence: call, claimId: "x" }, { actor: phone }));
  await note(
    journeys.claim(
      {
        code: `${passed.code.slice(0, -1)}${(Number(passed.code.at(-1)) + 1) % 10}`,
        presence: call,
        claimId: "y",
      },
      { actor: phone },
    ),
  );
  await note(
    journeys.claim(
      { code: wrongCode(passed.code), presence: { kind: "desk" } as never, claimId: "z" },
      { actor: phone },
    ),
  );
  await note(
    journeys.accept(
      grant,
      { personCheck: { level: "P1", dateOfBirth: "1999-01-01", extra: 1 } as never },
      { actor: phone },
    ),
  );
  await note(journeys.accept(grant, p3, { actor: phone }));
  await note(journeys.record(journeyId, [{ ...phoneFact, value: "Blodwen" }], { actor: person }));
  await note(journeys.record(journeyId, [{ ...phoneFact, assurance: "authoritative" }], { actor: person }));
  for (let index = 0; index < 8; index += 1) {
    await note(
      journeys.claim(
        { code: wrongCode(passed.code, index + 1), presence: call, claimId: `w${index}` },
        { actor: phone },
      ),
    );
  }
  return { world, errors, codes: [code, passed.code] };
}

describe("nothing personal and no code", () => {
  test("stands in any event, state, lookup key or timer outside what is marked", async () => {
    const { world, codes } = await wholeStory();
    const open: string[] = [];
    const records = new Set<`${string}/${string}`>();
    for await (const { event, record } of world.ledger.follow()) {
      open.push(JSON.stringify(unmarked(event.data ?? {})), event.type);
      records.add(record);
    }
    for (const record of records) {
      const found = (await world.ledger.get(record)).record;
      open.push(
        JSON.stringify([unmarked(found?.state ?? {}), found?.keys ?? [], found?.timers ?? []] as JsonValue),
      );
    }
    const text = open.join("\n");
    for (const secret of [...secrets, ...codes, ...codes.map((code) => code.replaceAll(" ", ""))]) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain("handoff.accepted");
  });

  test("the same search finds what is marked when the marks are left in", async () => {
    const { world } = await wholeStory();
    const events: string[] = [];
    for await (const { event } of world.ledger.follow()) events.push(JSON.stringify(event.data));
    for (const secret of ["Blodwen", birthday, "hearing-loop"]) expect(events.join("")).toContain(secret);
  });

  test("stands in any error", async () => {
    const { errors, codes } = await wholeStory();
    expect(errors.length).toBeGreaterThanOrEqual(9);
    expect(errors.filter((error) => error instanceof JourneyError).length).toBeGreaterThanOrEqual(7);
    for (const error of errors) {
      const text =
        error instanceof Error
          ? `${error.message} ${JSON.stringify(error)} ${error.stack ?? ""}`
          : String(error);
      for (const secret of [...secrets, ...codes, ...codes.map((code) => code.replaceAll(" ", ""))]) {
        expect(text).not.toContain(secret);
      }
    }
  });

  test("a definition is pinned at the start and never moves", async () => {
    const world = await setUp();
    const journeyId = await begin(world);
    await world.journeys.reach(journeyId, { step: "told", channel: "web" }, { actor: person });
    const view = await world.journeys.get(journeyId, { actor: person });
    expect(view.definition).toEqual({ id: "work-support", version: 1 });
    expect(view.steps.map(({ step }) => step)).toEqual(["told"]);
  });
});
