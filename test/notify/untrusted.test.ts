import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defang, singleLine } from "../../packages/notify/src/untrusted.js";

/** What a mail program turns into a link: an address with a scheme, or a host with a dot before letters. */
const linkable = /https?:\/\/|[\p{L}\p{N}]\.\p{L}|[\p{L}\p{N}]@[\p{L}\p{N}]/u;

describe("words that a person wrote", () => {
  test.each([
    "Visit https://evil.example/pay",
    "evil.example",
    "www.evil.example",
    "write to me@evil.example",
    "javascript:alert(1)",
    "mailto:a@b.example",
  ])("%j no longer make a link", (text) => {
    expect(linkable.test(text) || text.includes(":")).toBe(true);
    expect(linkable.test(defang(text))).toBe(false);
    expect(defang(text).replaceAll("\u200b", "")).toBe(text);
  });

  test.each(["Siân Morgan", "£3.50", "10:30", "e.g. a note", "St. John", "2026-11-23"])(
    "%j reads the same",
    (text) => {
      expect(defang(text).replaceAll("\u200b", "")).toBe(text);
    },
  );

  test("numbers and times are left as they are", () => {
    expect(defang("£3.50 at 10:30")).toBe("£3.50 at 10:30");
  });

  test("whatever they are, nothing linkable is left and nothing visible is lost", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "é", "1", ".", "@", ":", "/", " ", "-") }),
        (text) => {
          expect(linkable.test(defang(text))).toBe(false);
          expect(defang(text).replaceAll("\u200b", "")).toBe(text);
        },
      ),
    );
  });

  test("fit on one line of a header", () => {
    expect(singleLine("Hello\r\nBcc: evil@example.com")).toBe("Hello Bcc: evil@example.com");
    expect(singleLine(" a\u0000b\u2028c\u0085d\t")).toBe("a b c d");
  });
});
