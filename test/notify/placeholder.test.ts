import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldKey, fill, parseFields, textOf, valueFor } from "../../packages/notify/src/placeholder.js";

const same = { template: (text: string) => text, value: (text: string) => text };

describe("fields", () => {
  test("text without brackets comes back as it is", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes("((")),
        (text) => {
          expect(fill(parseFields(text), {}, same)).toBe(text);
        },
      ),
    );
  });

  test("a value is never read as a template", () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(fill(parseFields("((a))((b))"), { a: `${value}((b))`, b: "x" }, same)).toBe(`${value}((b))x`);
      }),
    );
  });

  test("template text and values are written by different hands", () => {
    const shout = { template: (text: string) => text.toUpperCase(), value: (text: string) => text };
    expect(
      fill(parseFields("hello ((name)) ((late??you are late))"), { name: "jo", late: true }, shout),
    ).toBe("HELLO jo YOU ARE LATE");
  });

  test("one field has many spellings", () => {
    expect(
      new Set(["Date of birth", "date_of_birth", "date-of-birth", "DATEOFBIRTH"].map(fieldKey)).size,
    ).toBe(1);
    expect(valueFor({ "Date-of-birth": "1 May" }, "date of birth")).toBe("1 May");
    expect(valueFor({ a: null }, "a")).toBeUndefined();
    expect(valueFor({}, "toString")).toBeUndefined();
  });

  test("yes and no are written as words, lists as a sentence", () => {
    expect([true, false, 3, "x"].map(textOf)).toEqual(["yes", "no", "3", "x"]);
    expect(textOf(["a", " ", "b", "c"])).toBe("a, b and c");
    expect(textOf([])).toBe("");
  });
});
