import {
  type InclusionProof,
  leafHash,
  nodeHash,
  readTreeHead,
  verifyConsistencyProof,
  verifyInclusion,
  verifyInclusionProof,
} from "@throughline/core/transparency";
import { describe, expect, test } from "vitest";
import { all, refusal } from "../support.js";
import { naiveRoot } from "./naive.js";
import { commitMany, issuer, open, signing, trusting, world } from "./support.js";

/** A log of eleven events with two heads, and everything that a person with a receipt holds. */
async function receipt() {
  const on = await world(7);
  const log = open(on);
  const earlier = await log.sign();
  await commitMany(on.ledger, 4);
  const { document: head, head: said } = await log.sign();
  const events = await all(on.ledger.follow());
  const proof = await log.prove({ sequence: 4 });
  const claim = { head, proof, eventHash: events[3]?.hash ?? "" };
  return { on, log, earlier, head, said, events, claim, expected: { verifier: on.verifier, issuer } };
}

describe("an event in a log", () => {
  test("is proved by a head, the proof and its hash, and by nothing less", async () => {
    const { claim, expected, said, events } = await receipt();
    expect(await verifyInclusionProof(claim, expected)).toEqual(said);
    const refused = async (change: Partial<typeof claim>, proof: Partial<InclusionProof> = {}) =>
      (
        await refusal(() =>
          verifyInclusionProof({ ...claim, proof: { ...claim.proof, ...proof }, ...change }, expected),
        )
      ).code;
    const { path } = claim.proof;
    expect(await refused({ eventHash: events[4]?.hash ?? "" })).toBe("log/proof-refused");
    expect(await refused({ eventHash: "" })).toBe("log/proof-refused");
    expect(await refused({ eventHash: claim.eventHash.toUpperCase() })).toBe("log/proof-refused");
    expect(await refused({}, { sequence: 5 })).toBe("log/proof-refused");
    expect(await refused({}, { sequence: 12 })).toBe("log/proof-refused");
    // Of sizes up to 16 the path of this event has the same form.
    for (const size of [7, 10, 12, 16]) expect(await refused({}, { size })).toBe("log/proof-refused");
    // In a tree of twelve this event's path has the same form.
    expect(await refused({}, { size: 12 })).toBe("log/proof-refused");
    expect(await refused({}, { path: path.slice(1) })).toBe("log/proof-refused");
    expect(await refused({}, { path: path.slice(0, -1) })).toBe("log/proof-refused");
    expect(await refused({}, { path: [...path, "ab".repeat(32)] })).toBe("log/proof-refused");
    expect(await refused({}, { path: [] })).toBe("log/proof-refused");
    expect(await refused({}, { path: ["ab"] })).toBe("log/malformed");
    expect(await refused({}, { sequence: 0 })).toBe("log/malformed");
    expect(await refused({}, { version: 2 as 1 })).toBe("log/unknown-version");
    expect(await refused({ proof: undefined as unknown as InclusionProof })).toBe("log/malformed");
    expect(await refused({}, { log: "another" })).toBe("log/other-log");
  });

  test("is not proved by an inner node that is passed off as an event", async () => {
    const { claim, expected, events } = await receipt();
    const leaves = events.map(({ hash }) => leafHash(Buffer.from(hash, "hex")));
    const [left = new Uint8Array(0), right = new Uint8Array(0)] = leaves;
    // The two leaves' hashes, one after the other, are what the inner node is made of: 64 bytes of a second preimage.
    const preimage = Buffer.concat([left, right]);
    const shorter = { ...claim.proof, sequence: 1, path: claim.proof.path.slice(1) };
    const forged = { ...claim, proof: shorter, eventHash: preimage.toString("hex") };
    expect((await refusal(() => verifyInclusionProof(forged, expected))).code).toBe("log/proof-refused");
    const node = { ...forged, eventHash: Buffer.from(nodeHash(left, right)).toString("hex") };
    expect((await refusal(() => verifyInclusionProof(node, expected))).code).toBe("log/proof-refused");

    // Negative control: without the two prefixes the inner node is a leaf of a tree half as large.
    const half = {
      index: 0,
      size: 2,
      leaf: nodeHash(left, right),
      root: naiveRoot(leaves.slice(0, 4)),
      path: [],
    };
    const path = [nodeHash(leaves[2] ?? left, leaves[3] ?? left)];
    expect(verifyInclusion({ ...half, path })).toBe(true);
    expect(verifyInclusion({ ...half, path, leaf: leafHash(preimage) })).toBe(false);
  });

  test("is not proved by the head of another log, another issuer or another document", async () => {
    const { on, claim, expected, said } = await receipt();
    const refused = async (head: string, of = expected, log?: string) =>
      (await refusal(() => verifyInclusionProof({ ...claim, head }, { ...of, ...(log ? { log } : {}) })))
        .code;
    const { iss: _, ...payload } = said;
    const foreign = await on.signer.sign("tree-head+jwt", { ...payload, log: "another" });
    expect(await refused(foreign)).toBe("log/other-log");
    expect(await refused(claim.head, expected, "another")).toBe("log/other-log");
    expect(await refused(claim.head, { ...expected, issuer: "https://log.housing.example" })).toBe(
      "log/other-log",
    );
    const receiptOf = await on.signer.sign("consent-receipt+jwt", { ...payload });
    expect(await refused(receiptOf)).toBe("identity/wrong-type");
    const thief = await (await signing()).signer.sign("tree-head+jwt", { ...payload });
    expect(await refused(thief)).toBe("identity/unknown-key");
    const newer = await on.signer.sign("tree-head+jwt", { ...payload, version: 2, more: true });
    expect(await refused(newer)).toBe("log/unknown-version");
    const odd = await on.signer.sign("tree-head+jwt", { ...payload, size: 0 });
    expect(await refused(odd)).toBe("log/malformed");
  });
});

describe("a head that continues another", () => {
  test("is proved so, and one that is shown again is refused", async () => {
    const { log, earlier, head, said, expected } = await receipt();
    const proof = await log.proveConsistency(7, 11);
    const claim = { earlier: earlier.document, later: head, proof };
    expect(await verifyConsistencyProof(claim, expected)).toEqual(said);
    const refused = async (change: Partial<typeof claim>) =>
      (await refusal(() => verifyConsistencyProof({ ...claim, ...change }, expected))).code;
    expect(await refused({ earlier: head, later: earlier.document })).toBe("log/proof-refused");
    expect(await refused({ later: earlier.document })).toBe("log/proof-refused");
    expect(await refused({ proof: { ...proof, path: proof.path.slice(1) } })).toBe("log/proof-refused");
    expect(await refused({ proof: { ...proof, path: [] } })).toBe("log/proof-refused");
    // Between some other sizes the path has the same form.
    for (const from of [1, 3, 5, 6, 8, 10])
      expect(await refused({ proof: { ...proof, from } })).toBe("log/proof-refused");
    for (const to of [8, 9, 10, 12, 13, 16])
      expect(await refused({ proof: { ...proof, to } })).toBe("log/proof-refused");
    expect(await refused({ proof: { ...proof, log: "another" } })).toBe("log/other-log");
    expect(await refused({ proof: { ...proof, version: 3 as 1 } })).toBe("log/unknown-version");
  });

  test("is not proved of a fork, nor of a head that was dated back", async () => {
    const { on, log, earlier, said, expected } = await receipt();
    const proof = await log.proveConsistency(7, 11);
    const { iss: _, ...payload } = said;
    const forked = await on.signer.sign("tree-head+jwt", { ...payload, root: "ab".repeat(32) });
    const dated = await on.signer.sign("tree-head+jwt", { ...payload, time: "2020-01-01T00:00:00.000Z" });
    for (const later of [forked, dated]) {
      const claim = { earlier: earlier.document, later, proof };
      expect((await refusal(() => verifyConsistencyProof(claim, expected))).code).toBe("log/proof-refused");
    }
    const elsewhere = await on.signer.sign("tree-head+jwt", { ...payload, log: "another" });
    const claim = { earlier: earlier.document, later: elsewhere, proof };
    expect((await refusal(() => verifyConsistencyProof(claim, expected))).code).toBe("log/other-log");
  });
});

describe("the key of a head", () => {
  const at = (on: { time: string }, seconds: number) =>
    new Date(Date.parse(on.time) + seconds * 1000).toISOString();

  test("counts if it was retired after the head, and never once it is compromised", async () => {
    const { key, signer } = await signing();
    const on = { ...(await world(3)), signer };
    const { document, head } = await open({ ...on, verifier: trusting(key) }).sign();
    const proof = await open({ ...on, verifier: trusting(key) }).prove({ sequence: 1 });
    const [event] = await all(on.ledger.follow());
    const claim = { head: document, proof, eventHash: event?.hash ?? "" };
    const verdict = (dates: object) =>
      verifyInclusionProof(claim, { verifier: trusting({ ...key, ...dates }), issuer }).then(
        () => "good",
        (error: { code: string }) => error.code,
      );
    expect(await verdict({})).toBe("good");
    expect(await verdict({ retired_at: at(head, 1) })).toBe("good");
    expect(await verdict({ retired_at: head.time })).toBe("identity/unknown-key");
    expect(await verdict({ retired_at: at(head, -1) })).toBe("identity/unknown-key");
    for (const seconds of [-1, 0, 1]) {
      expect(await verdict({ compromised_at: at(head, seconds) })).toBe("log/evidence-insufficient");
    }
    const read = await readTreeHead(document, { verifier: trusting(key) });
    expect(read.payload).toEqual(head);
  });
});
