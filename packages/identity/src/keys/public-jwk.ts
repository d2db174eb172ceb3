import * as z from "zod";
import type { SigningAlgorithm } from "../jws/algorithms.js";
import { flawOf } from "../jws/key-policy.js";
import type { PublicJwk } from "../jws/public-jwk.js";

const text = z.string().min(1);

/** Schema of {@link PublicJwk}: a key that breaks a rule of the key policy, or has a member more, does not pass. */
export const publicJwk: z.ZodType<PublicJwk> = z
  .strictObject({
    kty: z.enum(["EC", "OKP", "RSA"]),
    crv: text.exactOptional(),
    x: text.exactOptional(),
    y: text.exactOptional(),
    n: text.exactOptional(),
    e: text.exactOptional(),
    kid: text,
    alg: z.custom<SigningAlgorithm>((name) => typeof name === "string"),
    use: z.literal("sig"),
    retired_at: z.iso.datetime({ precision: 3 }).exactOptional(),
    compromised_at: z.iso.datetime({ precision: 3 }).exactOptional(),
  })
  .refine((jwk) => flawOf(jwk) === undefined, "The key breaks a rule of the key policy.");
