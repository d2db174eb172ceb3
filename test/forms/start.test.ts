import { renderPage, route, startResponse } from "@throughline/forms";
import { describe, expect, test } from "vitest";
import { both, fact, formOf, start, today, workSupport } from "./support.js";

const answers = (...known: Parameters<typeof start>[1] & object) =>
  start(workSupport, known).answers.map(({ question, origin, value }) => [question, origin, value]);

describe("a response starts with what is known", () => {
  test("reused where the form says always, suggested where it is to be confirmed, nothing where it asks again", () => {
    expect(
      answers(
        fact("person.full-name", "Carys Morgan"),
        fact("person.date-of-birth", "1985-03-27"),
        fact("caring.has-duties", true),
        fact("person.shoe-size", 38),
      ),
    ).toEqual([
      ["full-name", "suggested", "Carys Morgan"],
      ["date-of-birth", "reused", "1985-03-27"],
    ]);
  });

  test("a consent, given as ask-again, is never carried over", () => {
    const form = formOf({
      id: "agree",
      type: "yes-no",
      label: both("Agree?"),
      fact: "caring.has-duties",
      reuse: "ask-again",
    });
    const response = start(form, [fact("caring.has-duties", true)]);
    expect(response.answers).toEqual([]);
    expect(renderPage(form, response, "page", { language: "en", action: "/" })).not.toContain("checked");
  });

  test("the newest of a kind, and none that has run out or runs out today", () => {
    const name = (value: string, observedAt: string, validUntil?: string) =>
      fact("person.full-name", value, { observedAt, ...(validUntil === undefined ? {} : { validUntil }) });
    const older = name("Older", "2026-01-01T00:00:00.000Z");
    const newer = name("Newer", "2026-02-01T00:00:00.000Z", "2026-11-24T00:00:00.000Z");
    const stale = name("Stale", "2026-03-01T00:00:00.000Z", "2026-11-23T23:59:59.999Z");
    expect(answers(older, newer, stale)).toEqual([["full-name", "suggested", "Newer"]]);
    expect(answers(newer, older)).toEqual([["full-name", "suggested", "Newer"]]);
    expect(answers(stale)).toEqual([]);
  });

  test.each([
    fact("person.full-name", 5),
    fact("person.full-name", ""),
    fact("person.full-name", "x".repeat(201)),
    fact("person.full-name", "a\u202Eb"),
    fact("person.date-of-birth", "1985-02-30"),
    fact("person.date-of-birth", null),
    fact("housing.situation", "castle"),
    fact("housing.situation", ["settled"]),
    fact("address.current", "4 Mill Lane"),
    fact("address.current", { lines: [], town: "Swansea", postcode: "SA1 1AA", country: "GB" }),
    fact("address.current", { lines: ["x"], town: "Lyon", postcode: "69001", country: "FR" }),
  ])("what could not be the answer is left aside: %j", (known) => {
    expect(answers(known)).toEqual([]);
  });

  test("and its own catalogue has the last word on it", () => {
    const form = formOf({
      id: "email",
      type: "text",
      label: both("Email"),
      fact: "contact.email",
      reuse: "always",
    });
    const begin = (email: string) =>
      startResponse(form, { language: "cy", channel: "kiosk", today, known: [fact("contact.email", email)] });
    expect(begin("carys")).toMatchObject({ answers: [], language: "cy", channel: "kiosk", today });
    expect(route(form, begin("carys")).next).toBe("page");
    expect(route(form, begin("carys@example.com")).next).toBe("check-answers");
  });
});
