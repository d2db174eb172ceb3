import { createTokenIssuer, createTokenVerifier } from "@throughline/identity";
import { describe, expect, test } from "vitest";
import { audience, codeOf, issuerName, person } from "../support.js";
import { now, type SampleName, samples, signing, verifiers } from "./support.js";

const names = Object.keys(samples) as SampleName[];
const cells = names.flatMap((token) => names.map((verifier) => [token, verifier] as const));

describe("every token given to every verifier", () => {
  test.each(cells)("%s read as %s", async (token, verifier) => {
    const { trust, make } = await signing();
    const got = await codeOf(verifiers[verifier](trust, await make(token)));
    expect(got).toBe(token === verifier ? "accepted" : "identity/wrong-type");
  });

  // The negative control: a `typ` is what tells them apart. With it forged, claims do, but not everywhere.
  const alike: Readonly<Record<string, string>> = {
    "at+jwt as id_token": "identity/wrong-nonce",
    "receipt as id_token": "identity/wrong-nonce",
    // A logout token is a security event token with more rules (OpenID Connect Back-Channel Logout 1.0 section 2.4).
    "logout+jwt as secevent+jwt": "accepted",
  };
  test.each(cells.filter(([token, verifier]) => token !== verifier && verifier !== "receipt"))(
    "%s read as %s, whose type its own issuer has given it",
    async (token, verifier) => {
      const { trust, make } = await signing();
      const got = await codeOf(verifiers[verifier](trust, await make(token, {}, samples[verifier].typ)));
      expect(got).toBe(alike[`${token} as ${verifier}`] ?? "identity/invalid-claims");
    },
  );

  test("our own identity token is an access token, and nothing else", async () => {
    const { key, trust, make } = await signing();
    const clock = () => new Date(now * 1000);
    const token = await createTokenIssuer({ issuer: issuerName, key, clock }).issue({
      actor: person,
      audience,
    });
    for (const name of names) {
      const got = await codeOf(verifiers[name](trust, token));
      expect(got, name).toBe(name === "at+jwt" ? "accepted" : "identity/wrong-type");
    }
    const verifier = createTokenVerifier({ trust, audience, clock });
    expect(await codeOf(verifier.verify(token))).toBe("accepted");
    for (const name of names) {
      const got = await codeOf(verifier.verify(await make(name)));
      expect(got, name).toBe(name === "at+jwt" ? "identity/invalid-claims" : "identity/wrong-type");
    }
  });
});

describe("without a type", () => {
  test.each(names)(
    "%s is an ID token only if it is one and its issuer may leave the type out",
    async (name) => {
      const { key, trust, make } = await signing();
      const [, payload] = (await make(name)).split(".");
      const header = Buffer.from(JSON.stringify({ alg: "ES256", kid: key.keyId })).toString("base64url");
      const signature = await key.sign(new Uint8Array(Buffer.from(`${header}.${payload}`)));
      const token = `${header}.${payload}.${Buffer.from(signature).toString("base64url")}`;
      const lenient = trust.map((each) => ({ ...each, untypedIdTokens: true }));
      expect(await codeOf(verifiers.id_token(trust, token))).toBe("identity/wrong-type");
      const got = await codeOf(verifiers.id_token(lenient, token));
      expect(got === "accepted").toBe(name === "id_token");
      for (const other of names.filter((each) => each !== "id_token")) {
        expect(await codeOf(verifiers[other](lenient, token)), other).toBe("identity/unsupported-header");
      }
    },
  );
});
