import { generateWebhookKeyPair, generateWebhookSecret, signWebhook, verifyWebhook } from "@throughline/http";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const now = "2026-11-23T10:00:00.000Z";
const timestamp = Date.parse(now) / 1000;
const message = { id: "msg_1", timestamp, body: '{"a":"ŵ"}' };
const secret = generateWebhookSecret();
const pair = generateWebhookKeyPair();

function judge(
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array,
  keys: readonly string[],
  at = now,
) {
  const verdict = verifyWebhook({ headers: new Headers({ ...headers }), body }, keys, { now: at });
  return verdict.ok ? "ok" : verdict.reason;
}

function signed(keys: readonly string[], changed: Readonly<Record<string, string>> = {}) {
  return { ...signWebhook(message, keys), ...changed };
}

describe("Standard Webhooks signatures", () => {
  test.each([
    ["v1", [secret], [secret]],
    ["v1a", [pair.privateKey], [pair.publicKey]],
    ["v1a by the private key's other half", [pair.privateKey], [pair.privateKey]],
    ["old and new keys overlap at the sender", [generateWebhookSecret(), pair.privateKey, secret], [secret]],
    ["old and new keys overlap at the receiver", [secret], [pair.publicKey, generateWebhookSecret(), secret]],
  ])("%s", (_, signing, verifying) => {
    expect(judge(signed(signing), message.body, verifying)).toBe("ok");
    expect(judge(signed(signing), new TextEncoder().encode(message.body), verifying)).toBe("ok");
  });

  test("another's key, a key of the other kind, or none at all", () => {
    const other = generateWebhookKeyPair();
    expect(judge(signed([secret]), message.body, [generateWebhookSecret()])).toBe("no-match");
    expect(judge(signed([secret]), message.body, [pair.publicKey])).toBe("no-match");
    expect(judge(signed([other.privateKey]), message.body, [pair.publicKey])).toBe("no-match");
    expect(judge(signed([secret]), message.body, [])).toBe("no-match");
  });

  test("a public key is not taken for a shared secret: whoever knows it cannot sign with it", () => {
    const asSecret = `whsec_${pair.publicKey.slice(5)}`;
    expect(judge(signed([asSecret]), message.body, [pair.publicKey])).toBe("no-match");
    const relabelled = signWebhook(message, [asSecret])["webhook-signature"].replace("v1,", "v1a,");
    expect(
      judge(signed([asSecret], { "webhook-signature": relabelled }), message.body, [pair.publicKey]),
    ).toBe("no-match");
  });

  test("a good signature under another version's name is none", () => {
    const good = signed([secret])["webhook-signature"];
    for (const version of ["v1a", "v2", "V1", ""]) {
      const relabelled = good.replace("v1,", `${version},`);
      expect(judge(signed([secret], { "webhook-signature": relabelled }), message.body, [secret])).toBe(
        "no-match",
      );
    }
  });

  test("no byte of id, time, body or signature can be changed", () => {
    for (const [signing, verifying] of [
      [secret, secret],
      [pair.privateKey, pair.publicKey],
    ] as const) {
      const good = signed([signing]);
      const bytes = new TextEncoder().encode(message.body);
      fc.assert(
        fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
          const changed = bytes.map((byte, index) => (index === at ? byte ^ flip : byte));
          expect(judge(good, changed, [verifying])).toBe("no-match");
        }),
      );
      const raw = Buffer.from(good["webhook-signature"].split(",")[1] ?? "", "base64");
      fc.assert(
        fc.property(fc.nat(raw.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
          const changed = Buffer.from(raw.map((byte, index) => (index === at ? byte ^ flip : byte))).toString(
            "base64",
          );
          const header = good["webhook-signature"].split(",")[0];
          expect(
            judge({ ...good, "webhook-signature": `${header},${changed}` }, message.body, [verifying]),
          ).toBe("no-match");
        }),
      );
      expect(judge({ ...good, "webhook-id": "msg_2" }, message.body, [verifying])).toBe("no-match");
      expect(judge({ ...good, "webhook-timestamp": String(timestamp + 1) }, message.body, [verifying])).toBe(
        "no-match",
      );
    }
  });

  test("an id with a full stop is refused: the signed parts could be cut elsewhere", () => {
    const inner = { id: "a", timestamp: 1, body: `${timestamp}.{}` };
    const shifted = {
      ...signWebhook(inner, [secret]),
      "webhook-id": "a.1",
      "webhook-timestamp": String(timestamp),
    };
    expect(judge(shifted, "{}", [secret])).toBe("malformed");
    expect(() => signWebhook({ ...message, id: "a.1" }, [secret])).toThrow(TypeError);
  });

  test.each([
    [{ "webhook-id": "" }, "incomplete"],
    [{ "webhook-timestamp": "" }, "incomplete"],
    [{ "webhook-signature": "" }, "incomplete"],
    [{ "webhook-timestamp": "hello" }, "malformed"],
    [{ "webhook-timestamp": `${timestamp}.0` }, "malformed"],
    [{ "webhook-timestamp": `0${timestamp}` }, "malformed"],
    [{ "webhook-timestamp": "-1" }, "malformed"],
    [{ "webhook-timestamp": "1e9" }, "malformed"],
    [{ "webhook-timestamp": "9".repeat(30) }, "malformed"],
    [{ "webhook-id": "a b" }, "malformed"],
    [{ "webhook-id": "x".repeat(201) }, "malformed"],
    [{ "webhook-signature": "v1" }, "no-match"],
    [{ "webhook-signature": "v1," }, "no-match"],
    [{ "webhook-signature": "," }, "no-match"],
    [{ "webhook-signature": "v1,a,b" }, "no-match"],
    [{ "webhook-signature": "v2,AAAA" }, "no-match"],
  ] as const)("%j is %s", (changed, reason) => {
    expect(judge(signed([secret], changed), message.body, [secret])).toBe(reason);
  });

  test("five minutes either way, and not a second more", () => {
    const at = (seconds: number) => new Date((timestamp + seconds) * 1000).toISOString();
    const verdicts = [-301, -300, 0, 300, 301].map((seconds) =>
      judge(signed([secret]), message.body, [secret], at(seconds)),
    );
    expect(verdicts).toEqual(["stale", "ok", "ok", "ok", "stale"]);
  });

  test("a flood of signatures is not looked through to the end", () => {
    const good = signed([secret])["webhook-signature"];
    const flood = [...Array.from({ length: 16 }, () => "v1,AAAA"), good].join(" ");
    expect(judge(signed([secret], { "webhook-signature": flood }), message.body, [secret])).toBe("no-match");
  });

  test("a mistake of the programmer is told", () => {
    expect(() => signWebhook(message, [])).toThrow(TypeError);
    expect(() => signWebhook(message, [pair.publicKey])).toThrow(TypeError);
    expect(() => signWebhook({ ...message, timestamp: 1.5 }, [secret])).toThrow(RangeError);
  });
});
