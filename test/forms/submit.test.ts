import { pageFacts, submit } from "@throughline/forms";
import { describe, expect, test } from "vitest";
import { answered, by, codeOf, fact, goodInput, phone, start, workSupport } from "./support.js";

describe("submitting", () => {
  test("waits until every page of the route is answered, and says which is next", () => {
    const { name, birth, home, caring } = goodInput;
    expect(submit(workSupport, answered(start(), { caring, birth }))).toEqual({
      ok: false,
      reason: "incomplete",
      next: "name",
    });
    const half = answered(start(), { caring, home, name, birth });
    expect(submit(workSupport, half)).toEqual({ ok: false, reason: "incomplete", next: "caring-more" });
    const known = start(workSupport, [fact("person.full-name", "Carys Morgan")]);
    expect(submit(workSupport, known)).toEqual({ ok: false, reason: "incomplete", next: "name" });
  });

  test("says what was asked anew; what was known stands unaltered, never surer or newer than it was", () => {
    const name = fact("person.full-name", "Carys Ann Morgan", { assurance: "evidenced" });
    const born = fact("person.date-of-birth", "1985-03-27", { assurance: "authoritative" });
    const place = fact("housing.situation", "temporary");
    const response = answered(
      answered(start(workSupport, [name, born, place]), { name: goodInput.name, home: goodInput.home }),
      { caring: { cares: "no" } },
      phone,
    );
    const result = submit(workSupport, response);
    expect(result.ok).toBe(true);
    if (!result.ok) return;
    const { answers, facts, standing } = result.submission;
    expect(answers.map(({ question, origin }) => `${question} ${origin}`)).toEqual([
      "full-name confirmed",
      "date-of-birth reused",
      "housing asked",
      "address asked",
      "cares asked",
    ]);
    expect(standing).toEqual([name, born]);
    expect(facts).toEqual([
      { type: "housing.situation", value: "settled", assurance: "stated", source: by(), observedAt: by().at },
      {
        type: "address.current",
        value: { lines: ["4 Mill Lane"], town: "Swansea", postcode: "SA1 1AA", country: "GB" },
        assurance: "stated",
        source: by(),
        observedAt: by().at,
      },
      { type: "caring.has-duties", value: false, assurance: "stated", source: phone, observedAt: phone.at },
    ]);
    expect(result.submission).toMatchObject({ form: "work-support", hash: workSupport.hash });
  });

  test("what was keyed in from paper is unverified", () => {
    const paper = by({ by: "paper", channel: "paper" });
    const pages = {
      name: goodInput.name,
      birth: goodInput.birth,
      home: { housing: "no-home" },
      caring: { cares: "no" },
    };
    const result = submit(workSupport, answered(start(), pages, paper));
    expect(result.ok && new Set(result.submission.facts.map((one) => one.assurance))).toEqual(
      new Set(["paper-unverified"]),
    );
  });

  test("an optional question left blank is an answer and no fact", () => {
    const { "caring-more": _, ...pages } = goodInput;
    const response = answered(start(), { ...pages, "caring-more": { "caring-description": "" } });
    const result = submit(workSupport, response);
    expect(result.ok && result.submission.answers.at(-1)).toMatchObject({
      question: "caring-description",
      value: null,
    });
    expect(result.ok && result.submission.facts.map((one) => one.type)).not.toContain("caring.description");
  });
});

describe("the facts of one page", () => {
  test("are those said on it, from whoever said them, while it is on the route", () => {
    const response = answered(
      answered(start(), goodInput),
      { home: { ...goodInput.home, housing: "temporary" } },
      phone,
    );
    expect(
      pageFacts(workSupport, response, "home").map(({ type, value, source }) => [type, value, source.by]),
    ).toEqual([
      ["housing.situation", "temporary", "staff"],
      ["address.current", expect.objectContaining({ town: "Swansea" }), "person"],
    ]);
    const left = answered(response, { caring: { cares: "no" } });
    expect(pageFacts(workSupport, left, "caring-more")).toEqual([]);
    expect(pageFacts(workSupport, response, "caring-more")).toHaveLength(1);
  });

  test("are none of what was only known", () => {
    const known = start(workSupport, [fact("person.full-name", "Carys Morgan")]);
    expect(pageFacts(workSupport, known, "name")).toEqual([]);
    expect(
      pageFacts(workSupport, answered(known, { name: { "full-name": "Carys Morgan" } }), "name"),
    ).toEqual([]);
    expect(codeOf(() => pageFacts(workSupport, known, "nowhere"))).toBe("forms/unknown-page");
  });
});
