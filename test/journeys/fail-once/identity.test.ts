import {
  createSigner,
  createTokenIssuer,
  createTokenVerifier,
  createVerifier,
  generateSigningKey,
  type SigningKey,
} from "@throughline/identity";
import { expect, test } from "vitest";
import { organisation, person } from "../../journey/support.js";
import { type Cast, drillMs, expectUnharmed, type UseCase } from "./drill.js";
import { memoryScene } from "./scene.js";

const audience = "urn:hub:work";
const issuer = "https://id.example";
const typ = "receipt+jwt";
const assurance = { framework: "gpg45", authentication: "high", proofing: "high" } as const;
const key = await generateSigningKey();

function servicesOf(signing: SigningKey) {
  const tokens = createTokenIssuer({ issuer, key: signing });
  const trust = [{ issuer, keys: tokens.jwks().keys }];
  return {
    tokens,
    verifier: createTokenVerifier({ trust, audience }),
    signer: createSigner({ issuer, key: signing }),
    documents: createVerifier({ trust }),
  };
}

type Identity = ReturnType<typeof servicesOf>;

/** A port that identity comes to lean on is to be tapped here. */
const identity: Cast<Identity> = {
  open: async () => memoryScene(),
  services: () => servicesOf(key),
};

const input = { actor: { ...person, organisation, assurance }, audience };
const isSigned = (document: string) => document.split(".").length;

/** Identity keeps no record and calls no port, so each function is its own repeat. */
const cases: Readonly<Record<string, UseCase<Identity>>> = {
  "tokens.issue": {
    begin: async () => (services) => services.tokens.issue(input),
    lasting: isSigned,
    commits: 0,
  },
  "tokens.jwks": { begin: async () => async (services) => services.tokens.jwks(), commits: 0 },
  "verifier.verify": {
    begin: async ({ tokens }) => {
      const token = await tokens.issue(input);
      return (services) => services.verifier.verify(token);
    },
    commits: 0,
  },
  "signer.sign": {
    begin: async () => (services) => services.signer.sign(typ, { of: "a consent" }),
    lasting: isSigned,
    commits: 0,
  },
  "documents.verify": {
    begin: async ({ signer }) => {
      const document = await signer.sign(typ, { of: "a consent" });
      return (services) => services.documents.verify(document, { typ });
    },
    commits: 0,
  },
};

test("every function of identity is here", () => {
  const functions = Object.entries(servicesOf(key)).flatMap(([name, service]) =>
    Object.entries(service)
      .filter(([, member]) => typeof member === "function")
      .map(([verb]) => `${name}.${verb}`),
  );
  expect(Object.keys(cases).sort()).toEqual(functions.sort());
});

test.each(Object.entries(cases))(
  "%s gives the same at a repeat",
  async (_, use) => {
    await expectUnharmed(identity, use);
  },
  drillMs,
);
