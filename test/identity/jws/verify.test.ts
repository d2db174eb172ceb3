import {
  generateSigningKey,
  importVerificationKey,
  parseCompact,
  signCompact,
  verifyCompact,
} from "@throughline/identity";
import { verifyByNode } from "@throughline/identity/node";
import { describe, expect, test } from "vitest";
import { verifyByWebCrypto } from "../../../packages/identity/src/jws/verify.js";
import { codeOf } from "../support.js";

describe.each([
  ["Web Cryptography", verifyByWebCrypto],
  ["node:crypto", verifyByNode],
])("a signature, checked by %s", (_, verifySignature) => {
  test("is good for its own key and text alone", async () => {
    const [own, other] = [await generateSigningKey(), await generateSigningKey()];
    const token = parseCompact(await signCompact(own, "x+jwt", { a: 1 }));
    const changed = parseCompact(await signCompact(own, "x+jwt", { a: 2 }));
    const key = await importVerificationKey(own.publicJwk);
    expect(await codeOf(verifyCompact(token, key, verifySignature))).toBe("accepted");
    const foreign = await importVerificationKey(other.publicJwk);
    expect(await codeOf(verifyCompact(token, foreign, verifySignature))).toBe("identity/bad-signature");
    const { text, signed, content, payload } = changed;
    const crossed = parseCompact(`${signed}.${token.text.split(".")[2]}`);
    expect([text.startsWith(signed), content.length, payload]).toEqual([true, 7, { a: 2 }]);
    expect(await codeOf(verifyCompact(crossed, key, verifySignature))).toBe("identity/bad-signature");
  });

  test("is not looked at where the key is for another algorithm", async () => {
    const signing = await generateSigningKey({ algorithm: "RS256" });
    const token = parseCompact(await signCompact(signing, "x+jwt", {}));
    const key = await importVerificationKey({ ...signing.publicJwk, alg: "PS256" });
    expect(await codeOf(verifyCompact(token, key, verifySignature))).toBe("identity/unsupported-header");
  });

  test.each([0, 1, 63, 65, 72, 500])("of %i bytes is no ECDSA signature on P-256", async (length) => {
    const signing = await generateSigningKey();
    const { signed } = parseCompact(await signCompact(signing, "x+jwt", {}));
    const key = await importVerificationKey(signing.publicJwk);
    const token = {
      ...parseCompact(`${signed}.${Buffer.alloc(Math.max(length, 1), 1).toString("base64url")}`),
    };
    const cut = length === 0 ? { ...token, signature: new Uint8Array(0), text: `${signed}.` } : token;
    expect(await codeOf(verifyCompact(cut, key, verifySignature))).toBe("identity/bad-signature");
  });
});
