import * as z from "zod";

/** A NumericDate (RFC 7519 section 2): whole seconds since 1970, up to the year 9999. No text, no fraction, no infinity. */
export const seconds: z.ZodType<number> = z.int().min(0).max(253_402_300_799);

/** A name of moderate length. */
export const name: z.ZodType<string> = z.string().min(1).max(200);

/** A subject: 1 to 255 printable ASCII characters (OpenID Connect Core 1.0 section 2). */
export const subject: z.ZodType<string> = z.string().regex(/^[\x20-\x7e]{1,255}$/);

/** Exactly one audience, on its own or as a list of one. */
export const audience: z.ZodType<string> = z.union([
  z.string().min(1).max(2000),
  z.tuple([z.string().min(1).max(2000)]).transform(([only]) => only),
]);

/** An issuer. Which ones are believed is compared exactly, elsewhere. */
export const issuer: z.ZodType<string> = z.string().min(1).max(2000);

/** Events of a security event token (RFC 8417 section 2.2): for each URI an object. */
export const eventContent: z.ZodType<Readonly<Record<string, unknown>>> = z.record(z.string(), z.unknown());
