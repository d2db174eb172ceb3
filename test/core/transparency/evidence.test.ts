import { addSeconds, type JsonObject } from "@throughline/core";
import { type Evidence, verifyEvidence } from "@throughline/core/transparency";
import type { PublicJwk } from "@throughline/identity";
import { describe, expect, test } from "vitest";
import { all, refusal } from "../support.js";
import { issuer, open, signing, trusting, world } from "./support.js";

const typ = "consent-receipt+jwt";
const eventHash = ({ event }: JsonObject) => (typeof event === "string" ? event : "");

/** A receipt by one key, logged under a head by another. */
async function scene() {
  const [receiptKey, logKey] = [await signing(), await signing()];
  const on = { ...(await world(9)), signer: logKey.signer, verifier: trusting(logKey.key) };
  const [event] = (await all(on.ledger.follow())).slice(4);
  const { document: head, head: said } = await open(on).sign();
  const proof = await open(on).prove({ sequence: 5 });
  const document = await receiptKey.signer.sign(typ, { event: event?.hash ?? "" });
  const evidence: Evidence = { document, typ, asOf: addSeconds(said.time, -60), eventHash };
  return { receiptKey, logKey, said, evidence, logged: { head, proof } };
}

type Dates = Pick<PublicJwk, "retired_at" | "compromised_at">;
type Scene = Awaited<ReturnType<typeof scene>>;

async function verdict(on: Scene, evidence: Evidence, receipt: Dates, log: Dates = {}): Promise<string> {
  const verifier = trusting({ ...on.receiptKey.key, ...receipt }, { ...on.logKey.key, ...log });
  return verifyEvidence(evidence, { verifier, issuer }).then(
    () => "good",
    (error: { code: string }) => error.code,
  );
}

describe("every order of the document's date, its key's end and the head's time", async () => {
  const on = await scene();
  const { evidence, logged, said } = on;
  const at = (seconds: number) => addSeconds(said.time, seconds);
  const withProof = { ...evidence, logged };

  test("a good key needs no proof", async () => {
    expect(await verdict(on, evidence, {})).toBe("good");
  });

  test.each([
    [-61, "identity/unknown-key"],
    [-60, "identity/unknown-key"],
    [-59, "good"],
    [1, "good"],
  ])("a key retired %i s after the head, the document dated 60 s before it: %s", async (seconds, code) => {
    expect(await verdict(on, evidence, { retired_at: at(seconds) })).toBe(code);
    expect(await verdict(on, withProof, { retired_at: at(seconds) })).toBe(code);
  });

  test.each([
    // [seconds from the head to the compromise, without a proof, with one]
    [-61, "identity/unknown-key", "identity/unknown-key"],
    [-60, "identity/unknown-key", "identity/unknown-key"],
    [-59, "log/evidence-insufficient", "log/evidence-insufficient"],
    [0, "log/evidence-insufficient", "log/evidence-insufficient"],
    [1, "log/evidence-insufficient", "good"],
    [86_400, "log/evidence-insufficient", "good"],
  ])("a key compromised %i s after the head: %s alone, %s with a proof", async (seconds, alone, proved) => {
    expect(await verdict(on, evidence, { compromised_at: at(seconds) })).toBe(alone);
    expect(await verdict(on, withProof, { compromised_at: at(seconds) })).toBe(proved);
  });

  test("retired and compromised: both must be later", async () => {
    const late = at(10);
    expect(await verdict(on, withProof, { retired_at: late, compromised_at: late })).toBe("good");
    expect(await verdict(on, withProof, { retired_at: at(-70), compromised_at: late })).toBe(
      "identity/unknown-key",
    );
    expect(await verdict(on, withProof, { retired_at: late, compromised_at: at(-70) })).toBe(
      "identity/unknown-key",
    );
  });

  test("the head's key: retired later is good, compromised at any time is not", async () => {
    const stolen = { compromised_at: at(10) };
    expect(await verdict(on, withProof, stolen, { retired_at: at(5) })).toBe("good");
    expect(await verdict(on, withProof, stolen, { retired_at: at(-5) })).toBe("identity/unknown-key");
    for (const seconds of [-5, 0, 5, 86_400]) {
      const code = await verdict(on, withProof, stolen, { compromised_at: at(seconds) });
      expect(code).toBe("log/evidence-insufficient");
    }
  });

  test("a thief's document, dated back, has no event in the log", async () => {
    const document = await on.receiptKey.signer.sign(typ, { event: "cd".repeat(32) });
    const stolen = { compromised_at: at(10) };
    expect(await verdict(on, { ...withProof, document }, stolen)).toBe("log/proof-refused");
    expect(await verdict(on, { ...evidence, document }, stolen)).toBe("log/evidence-insufficient");
    // Negative control: going by the date that the document itself names, the thief's passes.
    const verifier = trusting({ ...on.receiptKey.key, ...stolen }, on.logKey.key);
    await expect(verifier.verify(document, { typ, asOf: evidence.asOf })).resolves.toMatchObject({ issuer });
  });

  test("one stolen key for both proves nothing", async () => {
    const one = await scene();
    const document = await one.logKey.signer.sign(typ, { event: "cd".repeat(32) });
    const verifier = trusting(one.receiptKey.key, { ...one.logKey.key, compromised_at: at(10) });
    const refused = await refusal(() =>
      verifyEvidence({ ...one.evidence, document, logged: one.logged }, { verifier, issuer }),
    );
    expect(refused.code).toBe("log/evidence-insufficient");
  });
});
