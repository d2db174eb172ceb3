import { type Consent, createConsent } from "@throughline/consent";
import {
  consentEpochOf,
  type Guard,
  isThroughlineError,
  type Ledger,
  memoryLedger,
  recordOf,
} from "@throughline/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  adapt,
  admin,
  eventTypes,
  organisation,
  person,
  question,
  releaseChange,
  setUp,
  subject,
  yes,
} from "./support.js";

/**
 * The same ledger, with each verb put off until the scheduler lets it happen. Never a sealed one: the scheduler knows an
 * order only of what is done in one turn, and ciphers are done elsewhere.
 */
function scheduled(ledger: Ledger, scheduler: fc.Scheduler): Ledger {
  return {
    ...ledger,
    get: scheduler.scheduleFunction(async (record: Parameters<Ledger["get"]>[0]) => await ledger.get(record)),
    commit: scheduler.scheduleFunction(
      async (changes: Parameters<Ledger["commit"]>[0], options: Parameters<Ledger["commit"]>[1]) =>
        await ledger.commit(changes, options),
    ),
    committed: scheduler.scheduleFunction(
      async (key: Parameters<Ledger["committed"]>[0], fingerprint: Parameters<Ledger["committed"]>[1]) =>
        await ledger.committed(key, fingerprint),
    ),
  };
}

type Release = (consent: Consent, ledger: Ledger, name: string) => Promise<void>;

async function letOut(ledger: Ledger, name: string, requires: readonly Guard[]): Promise<void> {
  try {
    await ledger.commit([releaseChange(recordOf("release", name))], { requires });
  } catch (error) {
    if (!isThroughlineError(error, "ledger/conflict")) throw error;
  }
}

/** As it is meant. */
const guarded: Release = async (consent, ledger, name) => {
  const { permitted, guard } = await consent.check(question);
  if (permitted) await letOut(ledger, name, [guard]);
};

/** Takes the answer as a hint. */
const unguarded: Release = async (consent, ledger, name) => {
  const { permitted } = await consent.check(question);
  if (permitted) await letOut(ledger, name, []);
};

/** Reads the epoch after what it decides on. */
const guardedTooLate: Release = async (consent, ledger, name) => {
  const { permitted } = await consent.check(question);
  const record = consentEpochOf(subject);
  const { record: found } = await ledger.get(record);
  if (permitted) await letOut(ledger, name, [{ record, version: found?.version ?? 0 }]);
};

/** Plays three releases against something that ends the permission, in every order the scheduler thinks of. */
function race(
  release: Release,
  end: (consent: Consent, notice: Awaited<ReturnType<typeof setUp>>["notice"]) => Promise<unknown>,
) {
  return fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const { consent, notice, ledger, wait } = await setUp(memoryLedger);
    await consent.grant(yes(notice), { actor: person });
    wait(1);
    const slow = scheduled(ledger, scheduler);
    const racing = createConsent({ ledger: slow, organisation });
    let acknowledgedAfter = Number.POSITIVE_INFINITY;
    const ending = async () => {
      await end(racing, notice);
      acknowledgedAfter = (await eventTypes(ledger)).length;
    };
    const releases = ["a", "b", "c"].map((name) => release(racing, slow, name));
    await scheduler.waitFor(Promise.all([ending(), ...releases]));
    const types = await eventTypes(ledger);
    const withdrawnAt = types.indexOf("consent.withdrawn");
    return types.lastIndexOf("test.released") < (withdrawnAt < 0 ? acknowledgedAfter : withdrawnAt);
  });
}

const withdrawing = (consent: Consent) =>
  consent.withdraw({ subject, purpose: adapt.id, channel: "web" }, { actor: person });
const publishing = (consent: Consent) =>
  consent.publishNotice({ purpose: adapt.id, texts: { en: "New" }, material: true }, { actor: admin });

/** A material notice, while the person says yes to the old one again. */
const publishingDuringGrant = async (
  consent: Consent,
  notice: Awaited<ReturnType<typeof setUp>>["notice"],
) => {
  const grant = consent.grant(yes(notice), { actor: person }).catch((error: unknown) => error);
  await publishing(consent);
  return await grant;
};

describe.each([
  ["a withdrawal", withdrawing],
  ["a material notice", publishing],
  ["a material notice and a yes to the old one", publishingDuringGrant],
])("after %s is acknowledged", (_, end) => {
  test("no guarded release succeeds", async () => {
    await expect(fc.assert(race(guarded, end), { numRuns: 200 })).resolves.toBeUndefined();
  });

  test.each([
    ["an unguarded one", unguarded],
    ["one whose guard is read last", guardedTooLate],
  ])("%s does: the test can fail", async (_, release) => {
    const { failed, errorInstance } = await fc.check(race(release, end), {
      numRuns: 1000,
      endOnFailure: true,
    });
    expect(failed).toBe(true);
    expect(String(errorInstance)).toContain("returning false");
  });
});

test("guarded releases do succeed while nothing ends the permission", async () => {
  const { consent, notice, ledger } = await setUp(memoryLedger);
  await consent.grant(yes(notice), { actor: person });
  await Promise.all(["a", "b", "c"].map((name) => guarded(consent, ledger, name)));
  expect((await eventTypes(ledger)).filter((type) => type === "test.released")).toHaveLength(3);
});

test("of a grant and a withdrawal at once, both are kept and the epoch counts both", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { notice, ledger } = await setUp(memoryLedger);
      const racing = createConsent({ ledger: scheduled(ledger, scheduler), organisation });
      await scheduler.waitFor(
        Promise.all([racing.grant(yes(notice), { actor: person }), withdrawing(racing)]),
      );
      const types = await eventTypes(ledger);
      const last = types.filter((type) => type.startsWith("consent.")).at(-1);
      const [record] = await createConsent({ ledger, organisation }).ofSubject(subject);
      expect(`consent.${record?.standing.outcome}`).toBe(last);
      expect((await ledger.get(consentEpochOf(subject))).record?.version).toBe(2);
    }),
    { numRuns: 100 },
  );
});
