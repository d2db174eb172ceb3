import { addSeconds, type Instant } from "@throughline/core";
import { signWebhook, verifyWebhook } from "@throughline/http";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { vectorJson } from "../support/vectors.js";

const file = "notify/standard-webhooks.json";

const input = z.strictObject({
  secret: z.string(),
  id: z.string(),
  timestamp: z.number().optional(),
  payload: z.string(),
  change: z.string().optional(),
});

const vectors = z.object({
  toleranceSeconds: z.number(),
  cases: z.array(
    z.strictObject({
      id: z.string(),
      input,
      expected: z.union([z.strictObject({ signature: z.string() }), z.strictObject({ valid: z.boolean() })]),
    }),
  ),
});

type Input = z.infer<typeof input>;

/** A good request, and everything that a case may change in it. */
interface Trial {
  headers: Record<string, string>;
  body: string;
  secret: string;
  now: Instant;
}

const now = "2026-11-23T10:00:00.000Z";
const header = "webhook-signature";

function change(headers: Record<string, string>, name: string, value: string): Record<string, string> {
  return { ...headers, [name]: value };
}

function without(headers: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name));
}

function signedAt(trial: Trial, { id, secret }: Input, body: string, seconds: number): Trial {
  const timestamp = Date.parse(addSeconds(now, seconds)) / 1000;
  return { ...trial, body, headers: { ...signWebhook({ id, timestamp, body }, [secret]) } };
}

/** What each case changes, by the words of the vector file. */
const changes: Readonly<Record<string, (trial: Trial, input: Input) => Trial>> = {
  none: (trial) => trial,
  "secret given with whsec_ prefix": (trial, { secret }) => ({ ...trial, secret: `whsec_${secret}` }),
  "webhook-id missing": (trial) => ({ ...trial, headers: without(trial.headers, "webhook-id") }),
  "webhook-timestamp missing": (trial) => ({
    ...trial,
    headers: without(trial.headers, "webhook-timestamp"),
  }),
  "webhook-timestamp = hello": (trial) => ({
    ...trial,
    headers: change(trial.headers, "webhook-timestamp", "hello"),
  }),
  "webhook-signature missing": (trial) => ({ ...trial, headers: without(trial.headers, header) }),
  "webhook-signature = v1,dawfeoifkpqwoekfpqoekf": (trial) => ({
    ...trial,
    headers: change(trial.headers, header, "v1,dawfeoifkpqwoekfpqoekf"),
  }),
  "webhook-signature cut to its first 8 characters": (trial) => ({
    ...trial,
    headers: change(trial.headers, header, trial.headers[header]?.slice(0, 8) ?? ""),
  }),
  "webhook-signature = 'v1,'": (trial) => ({ ...trial, headers: change(trial.headers, header, "v1,") }),
  "timestamp 301 s in the past": (trial, given) => signedAt(trial, given, given.payload, -301),
  "timestamp 301 s in the future": (trial, given) => signedAt(trial, given, given.payload, 301),
  "valid signature third of four, space separated, others v1/v2 wrong": (trial) => {
    const wrong = "Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
    const all = [`v1,${wrong}`, `v2,${wrong}`, trial.headers[header], `v2,${wrong}`];
    return { ...trial, headers: change(trial.headers, header, all.join(" ")) };
  },
  "empty payload": (trial, given) => signedAt(trial, given, "", 0),
  "secret empty": (trial) => ({ ...trial, secret: "" }),
  "secret = whsec_": (trial) => ({ ...trial, secret: "whsec_" }),
};

/** The reference library throws for everything; here a key that is none is a mistake of the programmer and throws too. */
function isValid({ headers, body, secret, now: at }: Trial, toleranceSeconds: number): boolean {
  try {
    return verifyWebhook({ headers: new Headers(headers), body }, [secret], { now: at, toleranceSeconds }).ok;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

const found = vectorJson(file);

describe.skipIf(found === undefined)("Standard Webhooks, the reference library's own cases", () => {
  const { cases, toleranceSeconds } =
    found === undefined ? { cases: [], toleranceSeconds: 0 } : vectors.parse(found);

  test("all sixteen are here", () => expect(cases).toHaveLength(16));

  test.each(
    cases.flatMap(({ id, input: given, expected }) =>
      "signature" in expected ? [{ id, given, expected }] : [],
    ),
  )("$id: what is signed", ({ given: { id, timestamp = 0, payload, secret }, expected }) => {
    expect(signWebhook({ id, timestamp, body: payload }, [secret])[header]).toBe(expected.signature);
  });

  test.each(
    cases.flatMap(({ id, input: given, expected }) => ("valid" in expected ? [{ id, given, expected }] : [])),
  )("$id: $given.change", ({ given, expected }) => {
    const apply = changes[given.change ?? ""];
    const good = signedAt({ headers: {}, body: "", secret: given.secret, now }, given, given.payload, 0);
    expect(apply && isValid(apply(good, given), toleranceSeconds)).toBe(expected.valid);
  });
});
