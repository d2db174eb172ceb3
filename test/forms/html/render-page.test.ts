import {
  answerPage,
  type Form,
  type FormDefinition,
  languages,
  pageHeading,
  parseForm,
  type RenderPageOptions,
  renderCheckAnswers,
  renderPage,
  renderScript,
  route,
} from "@throughline/forms";
import { describe, expect, test } from "vitest";
import { readFields } from "../../../packages/forms/src/questions/behaviours.js";
import { faultsOf, readHtml, shapeOf } from "../html-reader.js";
import {
  answered,
  both,
  by,
  codeOf,
  fact,
  formOf,
  goodInput,
  hostileTexts,
  start,
  today,
  workSupport,
} from "../support.js";

const options: RenderPageOptions = { language: "en", action: "/form" };
const everything = answered(start(), goodInput);
const draw = (
  page: string,
  more: Partial<RenderPageOptions> = {},
  response = everything,
  form: Form = workSupport,
) => renderPage(form, response, page, { ...options, ...more });

describe("every page, in every state", () => {
  const states = workSupport.definition.pages.flatMap(({ id }) =>
    languages.flatMap((language) =>
      (["web", "phone", "office"] as const).map((audience) => [id, language, audience] as const),
    ),
  );

  test.each(states)(
    "%s %s %s: fields, labels, descriptions and links fit together",
    (page, language, audience) => {
      const questions = workSupport.definition.pages.find(({ id }) => id === page)?.questions ?? [];
      const issues = questions.flatMap((question) => {
        const blank = readFields({ ...question, optional: false }, {}, today);
        return "faults" in blank ? blank.faults.map((fault) => ({ ...fault, question: question.id })) : [];
      });
      expect(issues.length).toBeGreaterThan(0);
      expect(faultsOf(draw(page, { language, audience }))).toEqual([]);
      expect(faultsOf(draw(page, { language, audience, issues, hidden: { csrf: "x" } }))).toEqual([]);
    },
  );

  test.each(languages)("with everything known, to be confirmed: %s", (language) => {
    const known = [
      fact("person.full-name", "Carys Morgan"),
      fact("person.date-of-birth", "1985-03-27"),
      fact("housing.situation", "settled"),
    ];
    const response = start(workSupport, known);
    for (const { id } of route(workSupport, response).pages) {
      expect(faultsOf(draw(id, { language }, response)), id).toEqual([]);
    }
    expect(draw("name", { language }, response)).toContain(
      language === "en" ? "We already have this" : "Mae hwn gennym",
    );
  });

  test.each(languages)(
    "has one first heading and one button, and posts without the browser's checks: %s",
    (language) => {
      for (const { id } of workSupport.definition.pages) {
        const elements = readHtml(draw(id, { language }));
        const named = (name: string) => elements.filter((element) => element.name === name);
        expect(named("h1").map((element) => element.text)).toEqual([
          pageHeading(workSupport, everything, id, { language }),
        ]);
        expect(named("button").map((element) => element.text)).toEqual([
          language === "en" ? "Continue" : "Parhau",
        ]);
        expect(named("form")[0]?.attributes.get("method")).toBe("post");
        expect(named("form")[0]?.attributes.has("novalidate")).toBe(true);
        expect(named("form")[0]?.attributes.get("lang")).toBe(language);
      }
    },
  );
});

describe("a page", () => {
  const inputs = (html: string) =>
    readHtml(html).filter(({ name }) => name === "input" || name === "textarea");
  const values = (html: string) =>
    Object.fromEntries(
      inputs(html).map(({ attributes }) => [attributes.get("name"), attributes.get("value")]),
    );

  test("with one question is headed by it; with several, by its title", () => {
    expect(pageHeading(workSupport, everything, "name", { language: "cy" })).toBe("Beth yw eich enw llawn?");
    expect(pageHeading(workSupport, everything, "home", { language: "cy" })).toBe("Eich cartref");
    expect(pageHeading(workSupport, everything, "name", { language: "en", audience: "phone" })).toBe(
      "Could you tell me your full name?",
    );
  });

  test("shows the answers so far, or what was typed last", () => {
    expect(values(draw("birth"))).toEqual(goodInput.birth);
    const typed = { "date-of-birth-day": "31", "date-of-birth-month": "Feb", "date-of-birth-year": "" };
    expect(values(draw("birth", { input: typed }))).toEqual(typed);
    const checked = inputs(draw("caring")).filter(({ attributes }) => attributes.has("checked"));
    expect(checked.map(({ attributes }) => attributes.get("value"))).toEqual(["yes"]);
    expect(
      readHtml(draw("caring-more"))
        .find(({ name }) => name === "textarea")
        ?.text.trim(),
    ).toBe("My mother, every evening.");
  });

  test("fills in what the browser knows of the person, and never of the staff", () => {
    const tokens = (html: string) => inputs(html).map(({ attributes }) => attributes.get("autocomplete"));
    expect(tokens(draw("name"))).toEqual(["name"]);
    expect(tokens(draw("birth"))).toEqual(["bday-day", "bday-month", "bday-year"]);
    expect(tokens(draw("home")).slice(-4)).toEqual([
      "address-line1",
      "address-line2",
      "address-level2",
      "postal-code",
    ]);
    for (const page of ["name", "birth", "caring-more"]) {
      expect(new Set(tokens(draw(page, { audience: "phone" })))).toEqual(new Set(["off"]));
    }
    expect(inputs(draw("birth")).map(({ attributes }) => attributes.get("inputmode"))).toEqual(
      Array(3).fill("numeric"),
    );
  });

  test("with errors begins with a summary whose links lead to the fields, in the same words", () => {
    const wrong = { housing: "settled", "address-line-1": "", "address-town": "x", "address-postcode": "?" };
    const result = answerPage(workSupport, everything, "home", wrong, by());
    const issues = result.ok ? [] : result.issues;
    const html = draw("home", { issues, input: wrong });
    const elements = readHtml(html);
    expect(html.indexOf("govuk-error-summary")).toBeLessThan(html.indexOf("<form"));
    const links = elements.filter(
      ({ name, attributes }) => name === "a" && attributes.get("href")?.startsWith("#"),
    );
    expect(links.map(({ attributes, text }) => [attributes.get("href"), text])).toEqual([
      ["#address-line-1", "Enter address line 1, typically the building and street"],
      ["#address-postcode", "Enter a full UK postcode"],
    ]);
    for (const link of links) {
      const id = link.attributes.get("href")?.slice(1) ?? "";
      const field = elements.find(({ attributes }) => attributes.get("id") === id);
      expect(field?.attributes.get("aria-describedby")).toBe(`${id}-error`);
      expect(elements.find(({ attributes }) => attributes.get("id") === `${id}-error`)?.text).toBe(
        `Error: ${link.text}`,
      );
      expect(field?.attributes.get("class")).toContain("govuk-input--error");
    }
  });

  test("describes in the order hint, note, error", () => {
    const response = start(workSupport, [fact("person.full-name", "Carys Morgan")]);
    const html = draw(
      "name",
      { issues: [{ question: "full-name", code: "required", fields: ["full-name"] }] },
      response,
    );
    const order = ["full-name-hint", "full-name-known", "full-name-error"];
    expect(inputs(html)[0]?.attributes.get("aria-describedby")).toBe(order.join(" "));
    const places = order.map((id) => html.indexOf(`id="${id}"`));
    expect(places).toEqual(Array.from(places).sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  test("leaves out what is known for certain, unless it is to be changed or nothing else is left", () => {
    const form = formOf(
      { id: "sure", type: "text", label: both("Sure"), fact: "person.known-as", reuse: "always" },
      { id: "other", type: "text", label: both("Other") },
    );
    const response = start(form, [fact("person.known-as", "Caz")]);
    expect(Object.keys(values(draw("page", {}, response, form)))).toEqual(["other"]);
    expect(values(draw("page", { change: "sure" }, response, form))).toEqual({ sure: "Caz", other: "" });
    const born = start(workSupport, [fact("person.date-of-birth", "1985-03-27")]);
    expect(values(draw("birth", {}, born))).toEqual(goodInput.birth);
  });

  test("sends hidden fields on, and has its own words on the button", () => {
    const html = draw("name", { hidden: { csrf: 'a"b' }, submitLabel: "Save <it>" });
    expect(
      inputs(html).map(({ attributes }) => [attributes.get("name"), attributes.get("value")]),
    ).toContainEqual(["csrf", 'a"b']);
    expect(readHtml(html).find(({ name }) => name === "button")?.text).toBe("Save <it>");
  });

  test("that is not there or not on the route is refused", () => {
    expect(codeOf(() => draw("nowhere"))).toBe("forms/unknown-page");
    expect(codeOf(() => draw("caring-more", {}, start()))).toBe("forms/page-not-open");
    expect(codeOf(() => pageHeading(workSupport, start(), "caring-more", options))).toBe(
      "forms/page-not-open",
    );
  });

  test.each([
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "http://[",
  ])("is never posted to %j", (action) => {
    expect(() => draw("name", { action })).toThrow(RangeError);
  });
});

describe("hostile text", () => {
  /** The form with every text in it replaced, and answers of the same text. */
  function filled(text: string) {
    const definition: FormDefinition = JSON.parse(
      JSON.stringify(workSupport.definition),
      (key, value: unknown) => (key === "en" || key === "cy" ? text : value),
    );
    const form = parseForm(definition);
    const pages = {
      ...goodInput,
      name: { "full-name": text },
      home: { ...goodInput.home, "address-line-1": text, "address-line-2": text, "address-town": text },
      "caring-more": { "caring-description": text },
    };
    return { form, response: answered(start(form), pages, by(), form) };
  }
  const plain = filled("plain?");

  test.each(hostileTexts)("in every slot stays text: %j", (text) => {
    const bad = filled(text);
    for (const { id } of workSupport.definition.pages) {
      for (const audience of ["web", "phone"] as const) {
        const more = {
          audience,
          hidden: { [text]: text },
          submitLabel: text,
          input: Object.fromEntries(
            Object.keys(goodInput)
              .flatMap((page) => Object.keys(goodInput[page as "name"]))
              .map((name) => [name, text]),
          ),
          issues: [
            {
              question: workSupport.definition.pages.find((page) => page.id === id)?.questions[0]?.id ?? "",
              code: "required" as const,
              fields: ["x"] as const,
            },
          ],
        };
        const drawn = draw(id, more, bad.response, bad.form);
        const input = Object.fromEntries(Object.keys(more.input).map((name) => [name, "plain?"]));
        expect(shapeOf(drawn)).toBe(
          shapeOf(
            draw(id, { ...more, input, hidden: { x: "x" }, submitLabel: "x" }, plain.response, plain.form),
          ),
        );
        expect(drawn).not.toMatch(
          /<(script|img|svg|b|style)\b|&lt;script&gt;alert\(1\)&lt;\/script&gt;"[^ >]/i,
        );
      }
    }
    const check = (at: typeof bad) =>
      renderCheckAnswers(at.form, at.response, {
        ...options,
        changeHref: (page, question) => `/${page}?change=${question}`,
      });
    expect(
      readHtml(check(bad))
        .filter(({ name }) => name !== "br")
        .map(({ name }) => name),
    ).toEqual(
      readHtml(check(plain))
        .filter(({ name }) => name !== "br")
        .map(({ name }) => name),
    );
    expect(renderScript(bad.form, bad.response, { language: "en", audience: "phone" })).toHaveLength(6);
  });
});
