import {
  answerPage,
  languages,
  renderPage,
  renderScript,
  route,
  type StaffAudience,
} from "@throughline/forms";
import { describe, expect, test } from "vitest";
import { answered, both, fact, formOf, goodInput, phone, start, workSupport } from "./support.js";

describe("a line of the script", () => {
  const known = [fact("person.full-name", "Carys Morgan"), fact("person.date-of-birth", "1985-03-27")];
  const lines = (language: "en" | "cy" = "en") =>
    renderScript(workSupport, start(workSupport, known), { language, audience: "phone" });

  test("of what is to be confirmed says what is known and asks only whether it stands", () => {
    expect(lines()[0]).toEqual({
      questionId: "full-name",
      pageId: "name",
      status: "confirm",
      say: "Could you tell me your full name? We already have: Carys Morgan",
      ask: "Is that still right?",
      recorded: "Carys Morgan",
    });
    expect(lines("cy")[0]).toMatchObject({ ask: "Ydy hynny’n dal yn gywir?" });
  });

  test("of what is known for certain is not to be asked", () => {
    expect(lines()[1]).toMatchObject({
      questionId: "date-of-birth",
      status: "known",
      recorded: "27 March 1985",
    });
  });

  test("of a choice has what is read out", () => {
    expect(lines("cy")[3]).toEqual({
      questionId: "cares",
      pageId: "caring",
      status: "ask",
      ask: "Oes rhywun yn eich gofal?",
      options: [
        { value: "yes", label: "Oes" },
        { value: "no", label: "Nac oes" },
      ],
    });
  });

  test("has the words of its place, the other staff's where it has none, the page's where there are none", () => {
    const ask = (audience: StaffAudience, script?: object) => {
      const question = { id: "q", type: "text", label: both("Page") } as const;
      const form = formOf(script === undefined ? question : { ...question, script });
      return renderScript(form, start(form), { language: "en", audience })[0]?.ask;
    };
    expect([ask("phone"), ask("office")]).toEqual(["Page", "Page"]);
    const phoneOnly = { phone: both("Phone") };
    expect([ask("phone", phoneOnly), ask("office", phoneOnly)]).toEqual(["Phone", "Phone"]);
    const each = { phone: both("Phone"), office: both("Desk") };
    expect([ask("phone", each), ask("office", each)]).toEqual(["Phone", "Desk"]);
  });

  test("says the hint first", () => {
    const form = formOf({ id: "q", type: "text", label: both("Name?"), hint: both("As on your letters") });
    expect(renderScript(form, start(form), { language: "en", audience: "office" })[0]).toMatchObject({
      say: "As on your letters",
      ask: "Name?",
    });
  });
});

describe("whatever can be asked on a page can be asked by staff", () => {
  const audiences = ["phone", "office"] as const;
  test.each(languages.flatMap((language) => audiences.map((audience) => [language, audience] as const)))(
    "%s, %s: the same questions, the same answers",
    (language, audience) => {
      let web = start();
      let staff = start();
      for (const [page, input] of Object.entries(goodInput)) {
        const lines = renderScript(workSupport, staff, { language, audience });
        const asked = route(workSupport, web).pages.flatMap((one) => one.questions.map(({ id }) => id));
        expect(lines.map((line) => line.questionId)).toEqual(asked);
        for (const line of lines) expect(line.ask.trim()).not.toBe("");
        const sheet = renderPage(workSupport, staff, page, { language, audience, action: "/staff" });
        expect(sheet).toContain('method="post"');
        web = answered(web, { [page]: input });
        const result = answerPage(workSupport, staff, page, input, phone);
        if (!result.ok) throw new Error(page);
        staff = result.response;
      }
      expect(staff.answers.map(({ question, value }) => [question, value])).toEqual(
        web.answers.map(({ question, value }) => [question, value]),
      );
      expect(staff.answers.every(({ source }) => source.by === "staff")).toBe(true);
    },
  );
});
