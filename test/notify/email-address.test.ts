import { parseEmailAddress } from "@throughline/notify";
import { describe, expect, test } from "vitest";

describe("an email address", () => {
  test.each([
    "x@example.com\r\nBcc: evil@example.com",
    "x@example.com,evil@example.com",
    "x@example.com evil@example.com",
    "x@example.com\u2028evil@example.com",
    "<x@example.com>",
    "x@example.com\u0000",
    "x@localhost",
    "x@127.0.0.1",
    "x@0x7f.1",
    "x@[::1]",
    "x@example.com/../evil",
    "x@example.com:25",
    "x@user@example.com",
    "x@-example.com",
    "x@example-.com",
    "x@exa%6dple.com",
  ])("%j is refused, and the refusal does not carry it", (address) => {
    let caught: unknown;
    try {
      parseEmailAddress(address);
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({ code: "notify/invalid-address", details: {} });
    expect(String(caught)).not.toContain("example");
  });

  test("is at most 320 characters long", () => {
    const host = `${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.example`;
    const local = (length: number) => `${"l".repeat(length - host.length - 1)}@${host}`;
    expect(parseEmailAddress(local(320))).toHaveLength(320);
    expect(() => parseEmailAddress(local(321))).toThrow(
      expect.objectContaining({ code: "notify/invalid-address" }),
    );
  });
});
