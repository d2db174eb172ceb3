import { answerPage, answerTo, route } from "@throughline/forms";
import { describe, expect, test } from "vitest";
import { answered, both, by, codeOf, fact, formOf, goodInput, phone, start, workSupport } from "./support.js";

describe("answering a page", () => {
  test("keeps who said it, where and when", () => {
    const response = answered(start(), { name: goodInput.name }, phone);
    expect(response.answers).toEqual([
      { question: "full-name", value: "Carys Ann Morgan", origin: "asked", source: phone },
    ]);
  });

  test("changes nothing where anything is wrong, and tells of everything", () => {
    const before = answered(start(), { home: goodInput.home });
    const kept = JSON.stringify(before);
    const wrong = {
      housing: "temporary",
      "address-line-1": "",
      "address-town": " ",
      "address-postcode": "?",
    };
    const result = answerPage(workSupport, before, "home", wrong, by());
    expect(result.ok ? [] : result.issues.map((issue) => `${issue.question} ${issue.code}`)).toEqual([
      "address address-line-required",
      "address address-town-required",
      "address address-postcode-invalid",
    ]);
    expect(JSON.stringify(before)).toBe(kept);
  });

  test("takes nothing but the fields of its page", () => {
    const result = answered(start(), {
      name: { ...goodInput.name, cares: "yes", csrf: "x", __proto__: "y" },
    });
    expect(result.answers.map((answer) => answer.question)).toEqual(["full-name"]);
  });

  test("of a page that is not there or not asked is refused", () => {
    expect(codeOf(() => answerPage(workSupport, start(), "nowhere", {}, by()))).toBe("forms/unknown-page");
    expect(codeOf(() => answerPage(workSupport, start(), "caring-more", {}, by()))).toBe(
      "forms/page-not-open",
    );
  });

  test("opens a question on the same page, which is then asked", () => {
    const form = formOf(
      { id: "has", type: "yes-no", label: both("Has one?") },
      {
        id: "which",
        type: "text",
        label: both("Which?"),
        when: { question: "has", is: "equals", value: true },
      },
    );
    const first = answered(start(form), { page: { has: "yes" } }, by(), form);
    expect(route(form, first).next).toBe("page");
    expect(answerPage(form, first, "page", { has: "yes" }, by()).ok).toBe(false);
    const second = answered(first, { page: { has: "yes", which: "This" } }, by(), form);
    expect(route(form, second).next).toBe("check-answers");
    const back = answered(second, { page: { has: "no", which: "" } }, by(), form);
    expect(route(form, back)).toMatchObject({ next: "check-answers", ignored: ["which"] });
    expect(answerTo(back, "which")?.value).toBe("This");
  });
});

describe("what is known", () => {
  const known = [fact("person.full-name", "Carys Morgan", { assurance: "evidenced" })];

  test("and left as it is, is confirmed; changed, it was asked; changed back, it is confirmed", () => {
    const suggested = start(workSupport, known);
    const confirmed = answered(suggested, { name: { "full-name": " Carys  Morgan " } });
    expect(answerTo(confirmed, "full-name")).toMatchObject({
      origin: "confirmed",
      value: "Carys Morgan",
      source: by(),
    });
    const changed = answered(suggested, { name: goodInput.name });
    expect(answerTo(changed, "full-name")).toMatchObject({ origin: "asked", known: known[0] });
    const back = answered(changed, { name: { "full-name": "Carys Morgan" } });
    expect(answerTo(back, "full-name")).toMatchObject({ origin: "confirmed", known: known[0] });
  });

  test("staff who send a page on unchanged do not become the source of it", () => {
    const said = answered(start(), { name: goodInput.name });
    expect(answered(said, { name: goodInput.name }, phone)).toEqual(said);
    const changed = answered(said, { name: { "full-name": "C. Morgan" } }, phone);
    expect(answerTo(changed, "full-name")?.source).toEqual(phone);
  });

  test("for certain needs no field, and can be changed by one", () => {
    const born = start(workSupport, [fact("person.date-of-birth", "1985-03-27")]);
    expect(answered(born, { birth: {} })).toEqual(born);
    const kept = answered(born, { birth: goodInput.birth });
    expect(answerTo(kept, "date-of-birth")?.origin).toBe("confirmed");
    const changed = answered(born, { birth: { ...goodInput.birth, "date-of-birth-day": "28" } });
    expect(answerTo(changed, "date-of-birth")).toMatchObject({ origin: "asked", value: "1985-03-28" });
  });
});
