import { consentEpoch, consentEpochOf, createRepository, memoryLedger } from "@throughline/core";
import { expect, test } from "vitest";
import { all, officer } from "./support.js";

test("every advance moves the subject's one epoch, so that a guard on it no longer holds", async () => {
  const ledger = memoryLedger();
  const epochs = createRepository(ledger, consentEpoch);
  const record = consentEpochOf("p-1");
  expect(record).toMatch(/^consent-epoch\/[0-9a-f]{40}$/);
  expect(record).not.toBe(consentEpochOf("p-2"));
  expect(await epochs.load(record)).toMatchObject({ version: 0, state: { epoch: 0 } });
  for (const epoch of [1, 2]) {
    const command = { type: "advance", subject: "p-1", cause: "consent.withdrawn" } as const;
    expect(await epochs.handle(record, command, { actor: officer })).toMatchObject({
      version: epoch,
      state: { epoch },
    });
  }
  expect((await ledger.get(record)).record?.partition).toBe("p-1");
  const [first] = await all(ledger.history(record));
  expect(first?.event).toMatchObject({
    type: "consent-epoch.advanced",
    data: { subject: "p-1", cause: "consent.withdrawn" },
  });
});

test("the beginning of an erasure is not forgotten, whatever comes after it", () => {
  const { evolve, initial } = consentEpoch;
  const after = (...causes: string[]) =>
    causes.reduce(
      (state, cause) => evolve(state, { type: "consent-epoch.advanced", data: { subject: "p-1", cause } }),
      initial,
    );
  expect(after("consent.given", "consent.withdrawn")).toEqual({ epoch: 2, subject: "p-1" });
  expect(after("erasure.begun", "consent.withdrawn")).toEqual({ epoch: 2, subject: "p-1", isErased: true });
});
