import {
  type CoreError,
  canonicalize,
  catalogue,
  checkFact,
  createCatalogue,
  factType,
  isThroughlineError,
} from "@throughline/core";
import { describe, expect, test } from "vitest";
import * as z from "zod";

function caught(run: () => unknown): CoreError {
  try {
    run();
  } catch (error) {
    if (isThroughlineError(error)) return error as CoreError;
    throw error;
  }
  throw new Error("It was accepted.");
}

const address = { lines: ["1 High Street"], town: "Aberystwyth", postcode: "SY23 1AB", country: "GB" };

const good: readonly (readonly [string, unknown])[] = [
  ["person.full-name", "Siân O'Neill-Łuczak"],
  ["person.date-of-birth", "1984-02-29"],
  ["person.preferred-language", "cy"],
  ["person.preferred-language", "en-GB"],
  ["person.national-insurance-number", "QQ123456C".replace("QQ", "AB")],
  ["contact.email", "siân@example.org"],
  ["contact.phone", "+44 (0)1970 12 34 56"],
  ["contact.phone", "(01970) 123456 ext 12"],
  ["contact.preferred-channel", "office"],
  ["address.current", address],
  ["work.history", "Baker.\r\n\tThen a driver."],
  ["health.condition-affects-work", "prefer-not-to-say"],
  ["health.condition-description", "A bad back."],
  ["caring.has-duties", true],
  ["caring.description", "My mother, at night."],
  ["housing.situation", "staying-with-others"],
  ["household.member", { name: "Ifan", relationship: "child", dateOfBirth: "2019-01-01" }],
  ["income.earnings-per-month", { pence: 120_000, currency: "GBP" }],
];

const bad: readonly (readonly [string, unknown, readonly string[]])[] = [
  ["person.full-name", "  ", [""]],
  ["person.full-name", "", [""]],
  ["person.full-name", "a\u0000b", [""]],
  ["person.full-name", "a\nb", [""]],
  ["person.full-name", "\uD800", [""]],
  ["person.full-name", "x".repeat(201), [""]],
  ["person.date-of-birth", "1983-02-29", [""]],
  ["person.date-of-birth", "29/02/1984", [""]],
  ["person.national-insurance-number", "GB123456A", [""]],
  ["person.preferred-language", "Welsh!", [""]],
  ["contact.email", "no at", [""]],
  ["contact.email", "a@b@c.org", [""]],
  ["contact.email", "a\n@b.org", [""]],
  ["contact.phone", "call me", [""]],
  ["contact.preferred-channel", "fax", [""]],
  ["address.current", { ...address, lines: [] }, ["lines"]],
  ["address.current", { ...address, lines: ["1", "2", "3", "4", "5"] }, ["lines"]],
  ["address.current", { ...address, lines: ["ok", " "], country: "gb" }, ["lines.1", "country"]],
  ["address.current", { ...address, planet: "Mars" }, [""]],
  ["address.current", "1 High Street", [""]],
  ["work.history", "x".repeat(2001), [""]],
  ["work.hours-per-week", 169, [""]],
  ["work.hours-per-week", 1.5, [""]],
  ["caring.has-duties", "yes", [""]],
  ["housing.situation", "castle", [""]],
  ["income.savings", { pence: -1, currency: "GBP" }, ["pence"]],
];

describe("the fact catalogue", () => {
  test("has at least forty types over ten themes, each with a title in both languages", () => {
    expect(catalogue.types.length).toBeGreaterThanOrEqual(40);
    const themes = new Set(catalogue.types.map(({ id }) => id.slice(0, id.indexOf("."))));
    expect([...themes]).toEqual([
      "person",
      "contact",
      "address",
      "household",
      "work",
      "education",
      "health",
      "housing",
      "income",
      "caring",
    ]);
    expect(
      catalogue.types
        .filter(({ title }) => !title.en || !title.cy || title.en === title.cy)
        .map(({ id }) => id),
    ).toEqual(["housing.landlord"]);
    expect(new Set(catalogue.types.map(({ id }) => id)).size).toBe(catalogue.types.length);
  });

  test("marks what the law protects", () => {
    const of = (sensitivity: string) =>
      catalogue.types.filter((type) => type.sensitivity === sensitivity).map(({ id }) => id);
    expect(of("criminal-offence")).toEqual(["work.unspent-convictions"]);
    expect(
      catalogue.types
        .filter(({ id }) => id.startsWith("health."))
        .every((type) => of("special-category").includes(type.id)),
    ).toBe(true);
    expect(of("special-category")).toEqual(
      expect.arrayContaining([
        "person.ethnic-group",
        "contact.accessible-format",
        "housing.adaptations",
        "income.benefit",
      ]),
    );
    expect(factType("person.full-name").sensitivity).toBe("standard");
  });

  test("names vocabularies by absolute IRIs", () => {
    const named = catalogue.types.flatMap(({ vocabulary }) => vocabulary ?? []);
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((iri) => !/^https?:\/\/(schema\.org|www\.w3\.org\/ns)\//.test(iri))).toEqual([]);
  });

  test.each(good)("%s takes %j as it is", (id, value) => {
    expect(canonicalize(checkFact(id, value))).toBe(canonicalize(value));
  });

  test.each(bad)("%s refuses %j at %j", (id, value, paths) => {
    const error = caught(() => checkFact(id, value));
    expect(error.code).toBe("core/invalid-fact");
    expect(error.details).toEqual({ type: id, paths });
    const secret = typeof value === "string" && value.trim().length > 3 ? value.trim() : "Mars";
    expect(JSON.stringify([error.message, error.details])).not.toContain(secret);
  });

  test("answers in little time whatever it is given", () => {
    const began = performance.now();
    for (const tail of ["\u0000", " ", "\uD800", "."]) {
      const long = `a@${"a. ".repeat(300_000)}${tail}`;
      for (const { id } of catalogue.types) if (catalogue.knows(id)) caught(() => checkFact(id, long));
    }
    expect(performance.now() - began).toBeLessThan(2000);
  });

  test.each(["person.shoe-size", "__proto__", "constructor", "toString", ""])("does not know %s", (id) => {
    expect(catalogue.knows(id)).toBe(false);
    expect(caught(() => factType(id)).code).toBe("core/unknown-fact-type");
    expect(caught(() => checkFact(id, "x")).code).toBe("core/unknown-fact-type");
  });

  test("repeats an unknown name only if it could be one", () => {
    expect(caught(() => factType("person.shoe-size")).details).toEqual({ type: "person.shoe-size" });
    expect(caught(() => factType("Ann Jones, ann@example.org")).details).toEqual({});
    expect(caught(() => factType(`a.${"b".repeat(200)}`)).details).toEqual({});
  });
});

const reference = {
  id: "wac:benefit.reference",
  title: { en: "Benefit reference", cy: "Cyfeirnod budd-dal" },
  schema: z.string().regex(/^[A-Z]{4}$/),
  sensitivity: "standard",
  mergeClass: "single",
} as const;

describe("createCatalogue", () => {
  const own = createCatalogue({ prefix: "wac", types: [reference] });

  test("adds a department's types beside the published ones", () => {
    expect(own.checkFact("wac:benefit.reference", "ABCD")).toBe("ABCD");
    expect(own.factType("person.full-name")).toBe(own.types[0]);
    expect(own.types.length).toBe(catalogue.types.length + 1);
    expect(catalogue.knows("wac:benefit.reference")).toBe(false);
    expect(caught(() => own.checkFact("wac:benefit.reference", "abcd")).code).toBe("core/invalid-fact");
  });

  test("adds to a catalogue that was added to", () => {
    const second = createCatalogue({ prefix: "hs", types: [{ ...reference, id: "hs:a.b" }], base: own });
    expect([second.knows("hs:a.b"), second.knows("wac:benefit.reference")]).toEqual([true, true]);
  });

  test.each([
    [{ prefix: "W", types: [] }],
    [{ prefix: "wac:", types: [] }],
    [{ prefix: "wac", types: [{ ...reference, id: "person.full-name" }] }],
    [{ prefix: "wac", types: [{ ...reference, id: "other:benefit.reference" }] }],
    [{ prefix: "wac", types: [{ ...reference, id: "wac:benefit reference" }] }],
    [{ prefix: "wac", types: [{ ...reference, title: { en: "Reference", cy: " " } }] }],
    [{ prefix: "wac", types: [{ ...reference, sensitivity: "none" as "standard" }] }],
    [{ prefix: "wac", types: [{ ...reference, mergeClass: "last" as "single" }] }],
    [{ prefix: "wac", types: [reference, reference] }],
    [{ prefix: "wac", types: [reference], base: own }],
  ])("refuses nonsense when it is made: %#", (options) => {
    expect(() => createCatalogue(options)).toThrow(RangeError);
  });

  test("cannot be changed by whoever holds a type", () => {
    expect(() => Object.assign(factType("person.full-name"), { sensitivity: "x" })).toThrow(TypeError);
    expect(Object.isFrozen(reference)).toBe(false);
  });
});
