import { signingAlgorithms } from "@throughline/identity";
import { expect, test } from "vitest";
import { isSigningAlgorithm } from "../../../packages/identity/src/jws/algorithms.js";

test("every algorithm that is accepted has two halves of a key, and its name is exact", () => {
  for (const name of Object.keys(signingAlgorithms)) {
    expect(isSigningAlgorithm(name)).toBe(true);
    expect(isSigningAlgorithm(name.toLowerCase())).toBe(false);
  }
  const refused = [
    "none",
    "nOnE",
    "HS256",
    "HS384",
    "HS512",
    "RSA1_5",
    "ES256K",
    "ES521",
    "toString",
    "__proto__",
    "",
    1,
  ];
  for (const name of refused) expect(isSigningAlgorithm(name), String(name)).toBe(false);
});

test("the hash goes with the name, so that at_hash is made with it", () => {
  for (const [name, { hash }] of Object.entries(signingAlgorithms)) {
    const bits = /\d{3}$/.exec(name)?.[0] ?? "512";
    expect(hash, name).toBe(`SHA-${name.startsWith("Ed") ? "512" : bits}`);
  }
});
