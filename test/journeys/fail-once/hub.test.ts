import { IdentityError } from "@throughline/identity";
import { expect, test } from "vitest";
import { requests } from "../../hub/requests.js";
import { setUp, type World } from "../../hub/world.js";
import { refused } from "./accepted.js";
import { type Cast, drillMs, expectUnharmed, type UseCase } from "./drill.js";
import { memoryScene } from "./scene.js";

/** A hub of every capability, whose store and token verifier are reached through the tap. */
const hub: Cast<World> = {
  open: async () => {
    const scene = memoryScene();
    await setUp({ store: scene.store });
    return scene;
  },
  services: ({ store, tapped }, tap) =>
    setUp({
      store: {
        ledger: tapped(tap),
        quota: tap.port("quota", store.quota),
        timers: tap.port("timers", store.timers),
      },
      around: (verifier) =>
        tap.port("verifier", verifier, () => new IdentityError("identity/untrusted-issuer")),
    }),
  isOutside: true,
};

/** The operations that take other than one commit, or whose repeat adds something: as the services' own tables say. */
const others: Readonly<Record<string, Pick<UseCase<World>, "commits" | "adds">>> = {
  checkConsent: { commits: 0 },
  projectConsent: { commits: 0 },
  offerHandoff: { adds: { "handoff.code-reissued": 2 } },
  reissueCode: { adds: { "handoff.code-reissued": 2 } },
  acceptHandoff: { adds: { "journey.read": 2 } },
  readHandoff: { adds: { "journey.read": 1 } },
};

/** A reading may come later than the acceptance that it repeats, by another version of the journey. */
const changing = /"version":\d+/g;

const cases = Object.entries(requests).map(([id, requestOf]): [string, UseCase<World>] => [
  id,
  {
    begin: async (world) => {
      const [caller, path, body] = await requestOf(world);
      return async ({ post }) => {
        const { status, json, text } = await post(caller, path, body, "key-1");
        if (status < 400) return [status, JSON.parse(text.replaceAll(changing, '"version":0')) as unknown];
        throw refused(status, json);
      };
    },
    ...others[id],
  },
]);

test("every operation that changes something is drilled", async () => {
  const { operations } = await setUp();
  const posts = operations.filter(({ method }) => method === "post").map(({ id }) => id);
  expect(Object.keys(requests).sort()).toEqual(posts.sort());
});

test.each(cases)(
  "%s is whole when any call behind it fails once",
  async (_, use) => {
    await expectUnharmed(hub, use);
  },
  drillMs,
);
