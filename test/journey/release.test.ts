import { digestOf, type Ledger } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { held, phone, setUp, type World } from "./support.js";

describe("the record of a release", () => {
  test("proves what was shown, to whoever has the salt", async () => {
    const world = await setUp();
    const { grant, projection } = await held(world);
    const { hash, ...shown } = projection;
    for await (const { event } of world.ledger.history(`handoff/${grant.handoff}`)) {
      if (event.type !== "handoff.accepted") continue;
      const { salt, types, consentRevision } = event.data as {
        salt: { value: string };
        types: string[];
        consentRevision: number;
      };
      expect(event.data).toMatchObject({ hash, level: "P1", method: "date-of-birth" });
      expect(digestOf([salt.value, shown])).toBe(hash);
      expect(types).toEqual(shown.facts.map(({ type }) => type));
      expect(consentRevision).toBe(0);
    }
  });

  test("a consent that ends by itself withholds from that moment", async () => {
    const world = await setUp({ consentSeconds: 60 });
    await world.agree();
    const { grant } = await held(world);
    const seen = async () =>
      (await world.journeys.read(grant, { actor: phone })).projection.facts.map(({ type }) => type);
    world.wait(59);
    expect(await seen()).toContain("housing.situation");
    world.wait(1);
    expect(await seen()).not.toContain("housing.situation");
  });

  test("a consent that ends between look and commit is not released: it is decided again", async () => {
    let wait: World["wait"] = () => {};
    const around = (ledger: Ledger): Ledger => ({
      ...ledger,
      async commit(changes, options) {
        if (changes.some(({ events }) => events.some(({ type }) => type === "journey.read"))) wait(2);
        return await ledger.commit(changes, options);
      },
    });
    const world = await setUp({ consentSeconds: 60, around });
    await world.agree();
    const { grant } = await held(world);
    world.wait(59);
    wait = world.wait;
    const { projection } = await world.journeys.read(grant, { actor: phone });
    expect(projection.facts.map(({ type }) => type)).not.toContain("housing.situation");
  });
});
