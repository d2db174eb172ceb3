import { languages, type PageId, renderCheckAnswers } from "@throughline/forms";
import { describe, expect, test } from "vitest";
import { faultsOf, readHtml } from "../html-reader.js";
import { answered, fact, goodInput, start, workSupport } from "../support.js";

const options = {
  language: "en",
  action: "/send",
  changeHref: (page: PageId, question: string) => `/pages/${page}?change=${question}`,
} as const;
const texts = (html: string, name: string) =>
  readHtml(html)
    .filter((element) => element.name === name)
    .map(({ text }) => text);

describe("the answers to check", () => {
  const known = [fact("person.date-of-birth", "1985-03-27")];
  const { birth: _, ...pages } = goodInput;
  const all = answered(start(workSupport, known), pages);

  test.each(languages)(
    "show everything that is sent, also what was not asked, each with a way to change it: %s",
    (language) => {
      const html = renderCheckAnswers(workSupport, all, { ...options, language });
      expect(faultsOf(html)).toEqual([]);
      expect(texts(html, "dt")).toEqual(
        [...workSupport.questions.values()].map(({ question }) => question.label[language]),
      );
      expect(texts(html, "dd").filter((_text, index) => index % 2 === 0)).toEqual([
        "Carys Ann Morgan",
        language === "en" ? "27 March 1985" : "27 Mawrth 1985",
        language === "en" ? "A settled home" : "Cartref sefydlog",
        "4 Mill LaneSwanseaSA1 1AA",
        language === "en" ? "Yes" : "Oes",
        "My mother, every evening.",
      ]);
      const links = readHtml(html).filter(({ name }) => name === "a");
      expect(links.map(({ attributes }) => attributes.get("href"))[1]).toBe(
        "/pages/birth?change=date-of-birth",
      );
      expect(new Set(links.map(({ text }) => text)).size).toBe(links.length);
      expect(texts(html, "button")).toEqual([language === "en" ? "Accept and send" : "Derbyn ac anfon"]);
      expect(html).toContain("<br>Swansea<br>SA1 1AA");
    },
  );

  test("leave out what left the route", () => {
    const html = renderCheckAnswers(workSupport, answered(all, { caring: { cares: "no" } }), options);
    expect(html).not.toContain("every evening");
  });

  test("cannot be sent while something is left to ask or confirm", () => {
    const half = answered(start(workSupport, [fact("housing.situation", "settled")]), {
      name: goodInput.name,
    });
    const html = renderCheckAnswers(workSupport, half, options);
    expect(texts(html, "button")).toEqual([]);
    expect(texts(html, "dt")).toEqual(["What is your full name?"]);
  });

  test("never lead to a script", () => {
    expect(() =>
      renderCheckAnswers(workSupport, all, { ...options, changeHref: () => "javascript:alert(1)" }),
    ).toThrow(RangeError);
  });
});
