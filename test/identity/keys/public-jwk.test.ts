import { generateSigningKey, publicJwk } from "@throughline/identity";
import { expect, test } from "vitest";

test("a published key has what it needs and nothing more, and breaks no rule", async () => {
  const { publicJwk: key } = await generateSigningKey();
  expect(publicJwk.parse(key)).toEqual(key);
  const dated = {
    ...key,
    retired_at: "2026-11-01T00:00:00.000Z",
    compromised_at: "2026-11-02T00:00:00.000Z",
  };
  expect(publicJwk.parse(dated)).toEqual(dated);
  for (const change of [
    { d: "AAAA" },
    { x5c: [] },
    { use: "enc" },
    { alg: "ES384" },
    { retired_at: "2026" },
    { kid: "a b" },
  ]) {
    expect(publicJwk.safeParse({ ...key, ...change }).success, JSON.stringify(change)).toBe(false);
  }
});
