import {
  generateSigningKey,
  importVerificationKey,
  parseCompact,
  type SigningAlgorithm,
  signCompact,
  signingAlgorithms,
} from "@throughline/identity";
import { verifyByNode } from "@throughline/identity/node";
import { expect, test } from "vitest";

test.each(
  (Object.keys(signingAlgorithms) as SigningAlgorithm[]).filter((name) => !/^.S(384|512)$/.test(name)),
)("node:crypto checks %s at once, again and again, and finds each flipped bit", async (algorithm) => {
  const signing = await generateSigningKey({ algorithm });
  const key = await importVerificationKey(signing.publicJwk);
  const jws = parseCompact(await signCompact(signing, "x+jwt", { a: 1 }));
  for (const _ of [1, 2]) expect(verifyByNode(jws, key)).toBe(true);
  for (const at of [0, jws.signature.length >> 1, jws.signature.length - 1]) {
    const signature = jws.signature.map((byte, index) => (index === at ? byte ^ 1 : byte));
    expect(verifyByNode({ ...jws, signature }, key)).toBe(false);
  }
  expect(verifyByNode({ ...jws, signed: `${jws.signed}A` }, key)).toBe(false);
});
