import { Buffer } from "node:buffer";
import { generateWebhookKeyPair, generateWebhookSecret, signWebhook } from "@throughline/http";
import { describe, expect, test } from "vitest";
import { parseWebhookKey } from "../../../packages/http/src/webhook/key.js";

const base64 = (length: number) => Buffer.alloc(length, 7).toString("base64");

/** RFC 8032 section 7.1, test 2. */
const rfc8032 = {
  seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
  publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
  message: "72",
  signature:
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
};

describe("webhook keys", () => {
  test("new keys have their form and are never the same", () => {
    expect(generateWebhookSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { privateKey, publicKey } = generateWebhookKeyPair();
    expect([privateKey, publicKey]).toEqual([
      expect.stringMatching(/^whsk_/),
      expect.stringMatching(/^whpk_/),
    ]);
    expect(generateWebhookSecret()).not.toBe(generateWebhookSecret());
    expect(generateWebhookKeyPair().privateKey).not.toBe(privateKey);
  });

  test("Ed25519 is that of RFC 8032, from a seed alone or with its public half", () => {
    const hex = (text: string) => Buffer.from(text, "hex");
    const raw = [hex(rfc8032.seed), Buffer.concat([hex(rfc8032.seed), hex(rfc8032.publicKey)])];
    for (const bytes of raw) {
      const key = parseWebhookKey(`whsk_${bytes.toString("base64")}`);
      expect(key.version).toBe("v1a");
      expect(Buffer.from(key.sign?.(hex(rfc8032.message)) ?? []).toString("hex")).toBe(rfc8032.signature);
    }
    const known = parseWebhookKey(`whpk_${hex(rfc8032.publicKey).toString("base64")}`);
    expect(known.sign).toBeUndefined();
    expect(known.verify(hex(rfc8032.message), hex(rfc8032.signature))).toBe(true);
    expect(known.verify(hex("73"), hex(rfc8032.signature))).toBe(false);
  });

  test.each([
    "",
    "whsec_",
    "whsk_",
    "whpk_",
    `whsec_${base64(23)}`,
    `whsec_${base64(65)}`,
    `whsk_${base64(31)}`,
    `whsk_${base64(33)}`,
    `whpk_${base64(31)}`,
    `whpk_${base64(33)}`,
    "whsec_not base64 at all, canary",
    `whsk_${base64(64)}`,
  ])("%j is no key, and is not quoted", (text) => {
    expect(() => parseWebhookKey(text)).toThrow(TypeError);
    expect(() => signWebhook({ id: "a", timestamp: 1, body: "" }, [text])).toThrow(/^(?!.*canary)/);
  });

  test("a secret may come without its prefix", () => {
    const [bare, prefixed] = [base64(24), `whsec_${base64(24)}`].map(parseWebhookKey);
    const content = Buffer.from("x");
    expect(bare?.sign?.(content)).toEqual(prefixed?.sign?.(content));
  });
});
