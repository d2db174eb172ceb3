import {
  createTokenIssuer,
  createTokenVerifier,
  generateSigningKey,
  parseCompact,
} from "@throughline/identity";
import { describe, expect, test } from "vitest";
import { createTrust } from "../../packages/identity/src/trust.js";
import { audience, codeOf, issuerName, person, setUp } from "./support.js";

describe("trust", () => {
  test("a key counts only for the issuer that published it", async () => {
    const { issuer, key } = await setUp();
    const other = await generateSigningKey();
    const trust = createTrust([
      { issuer: issuerName, keys: [other.publicJwk] },
      { issuer: "https://id.housing.example", keys: [key.publicJwk] },
    ]);
    const token = await issuer.issue({ actor: person, audience });
    expect(await codeOf(trust.open(parseCompact(token)))).toBe("identity/unknown-key");
  });

  test("two keys of one issuer both count while one takes over from the other", async () => {
    const [old, next] = [await generateSigningKey(), await generateSigningKey()];
    const keys = [old.publicJwk, next.publicJwk];
    const verifier = createTokenVerifier({ trust: [{ issuer: issuerName, keys }], audience });
    for (const key of [old, next]) {
      const token = await createTokenIssuer({ issuer: issuerName, key }).issue({ actor: person, audience });
      expect(await codeOf(verifier.verify(token))).toBe("accepted");
    }
  });

  test.each(["retired_at", "compromised_at"])("a key with %s signs nobody in", async (end) => {
    const key = await generateSigningKey();
    const keys = [{ ...key.publicJwk, [end]: "2099-01-01T00:00:00.000Z" }];
    const verifier = createTokenVerifier({ trust: [{ issuer: issuerName, keys }], audience });
    const token = await createTokenIssuer({ issuer: issuerName, key }).issue({ actor: person, audience });
    expect(await codeOf(verifier.verify(token))).toBe("identity/unknown-key");
  });
});
