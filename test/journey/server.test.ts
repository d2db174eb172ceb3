import { createConsent } from "@throughline/consent";
import { type Actor, localKeyWrap, recordOf } from "@throughline/core";
import { createJourneys } from "@throughline/journey";
import { createPostgres, type Postgres } from "@throughline/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, postgresUrl } from "../support/postgres.js";
import { isSealed, sealedInTurn } from "../support/store.js";
import {
  adapt,
  assess,
  begin,
  call,
  codeOf,
  desk,
  offerTo,
  organisation,
  p1,
  p3,
  person,
  phone,
  secretPepper,
  service,
  toDesk,
  type World,
  wrongCode,
} from "./support.js";

const officer = (index: number): Actor => ({ ...phone, id: `s-${index}` });

/** With a vault in the database too, a handoff takes several times as long. */
const rounds = isSealed ? 15 : 50;

describe.skipIf(postgresUrl === undefined)("on a real server", () => {
  let store: Postgres;
  let drop: () => Promise<void>;
  let world: Pick<World, "journeys">;

  beforeAll(async () => {
    const database = await freshDatabase();
    const connection = { url: database.url };
    const opened = await createPostgres({ connection, source: "urn:example:journey" });
    const key = crypto.getRandomValues(new Uint8Array(32));
    store = sealedInTurn(opened, opened.vault({ wrap: localKeyWrap({ id: "master", key }) }));
    drop = () => database.drop();
    const consent = createConsent({ ledger: store.ledger, organisation });
    await consent.definePurpose(assess, { actor: service });
    await consent.definePurpose(adapt, { actor: service });
    const pepper = () => secretPepper;
    const { ledger, quota } = store;
    world = { journeys: createJourneys({ ledger, quota, consent, organisation, pepper }) };
  }, 60_000);

  afterAll(async () => {
    await store.close();
    await drop();
  });

  const story = () => begin(world);

  test("the story goes from telephone to desk, and a former holder is out", async () => {
    const { journeys } = world;
    const journeyId = await story();
    const { code } = await journeys.offer(journeyId, offerTo(), { actor: person });
    const claim = await journeys.claim({ code, presence: call, claimId: "1" }, { actor: phone });
    if (!claim.ok) throw new Error("no claim");
    const held = await journeys.accept(claim.grant, p1, { actor: phone });
    if (!held.ok) throw new Error("person check");
    const { grant } = held;
    await journeys.read(grant, { actor: phone });
    const passed = await journeys.offer(journeyId, offerTo(toDesk), { actor: phone, grant });
    const presence = { kind: "desk", id: "d" } as const;
    const next = await journeys.claim({ code: passed.code, presence, claimId: "2" }, { actor: desk });
    if (!next.ok) throw new Error("no claim");
    const atDesk = await journeys.accept(next.grant, p3, { actor: desk });
    if (!atDesk.ok) throw new Error("person check");
    expect(await codeOf(journeys.read(grant, { actor: phone }))).toBe("journey/stale-epoch");
    const again = await journeys.offer(journeyId, offerTo(), { actor: person });
    const taken = await journeys.claim({ code: again.code, presence: call, claimId: "3" }, { actor: phone });
    if (!taken.ok) throw new Error("no claim");
    expect((await journeys.accept(taken.grant, p1, { actor: phone })).ok).toBe(true);
    expect(await codeOf(journeys.complete(atDesk.grant, {}, { actor: desk }))).toBe("journey/stale-epoch");
  });

  test(`${rounds} handoffs, four claimants each at once: one winner each`, async () => {
    const { journeys } = world;
    for (let round = 0; round < rounds; round += 1) {
      const { code, handoffId } = await journeys.offer(await story(), offerTo(), { actor: person });
      const claims = await Promise.all(
        [1, 2, 3, 4].map((index) =>
          journeys.claim(
            { code, presence: call, claimId: `r-${round}-${index}` },
            { actor: officer(round * 10 + index) },
          ),
        ),
      );
      const events: string[] = [];
      for await (const { event } of store.ledger.history(recordOf("handoff", handoffId)))
        events.push(event.type);
      expect([
        claims.filter(({ ok }) => ok).length,
        events.filter((type) => type === "handoff.claimed").length,
      ]).toEqual([1, 1]);
    }
  }, 60_000);

  test("a hundred guesses at once kill the code; six offers at once leave three", async () => {
    const { journeys } = world;
    const journeyId = await story();
    const { code } = await journeys.offer(journeyId, offerTo(), { actor: person });
    const guesses = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        journeys.claim(
          { code: wrongCode(code, index + 1), presence: call, claimId: `g-${index}` },
          { actor: officer(5000 + index) },
        ),
      ),
    );
    expect(guesses.some(({ ok }) => ok)).toBe(false);
    const right = await journeys.claim({ code, presence: call, claimId: "right" }, { actor: officer(9999) });
    expect(right.ok).toBe(false);
    const codes = await Promise.all(
      Array.from({ length: 6 }, () => codeOf(journeys.offer(journeyId, offerTo(), { actor: person }))),
    );
    expect(codes.filter((each) => each === "accepted")).toHaveLength(2);
    expect(codes.filter((each) => each === "journey/too-many-offers")).toHaveLength(4);
  });
});
