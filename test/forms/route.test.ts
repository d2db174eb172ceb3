import {
  answerPage,
  answerTo,
  type FieldInput,
  type Form,
  type FormResponse,
  parseForm,
  type Question,
  route,
  submit,
} from "@throughline/forms";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answered, both, by, fact, goodInput, start, workSupport } from "./support.js";

describe("the route", () => {
  test("leads through the pages in order and ends at the answers to check", () => {
    const steps = Object.entries(goodInput).map(([page, input]) => [page, input] as const);
    let response = start();
    for (const [page, input] of steps) {
      expect(route(workSupport, response).next).toBe(page);
      response = answered(response, { [page]: input });
    }
    expect(route(workSupport, response)).toMatchObject({ next: "check-answers", ignored: [] });
  });

  test("tells what is asked, what is to be confirmed and what is known", () => {
    const known = [
      fact("person.full-name", "Carys Morgan"),
      fact("person.date-of-birth", "1985-03-27"),
      fact("housing.situation", "no-home"),
    ];
    const way = route(workSupport, start(workSupport, known));
    expect(way.pages.map(({ id, status }) => `${id} ${status}`)).toEqual([
      "name confirm",
      "birth known",
      "home confirm",
      "caring ask",
    ]);
    expect(way.next).toBe("name");
    const named = answered(start(workSupport, known), { name: { "full-name": "Carys Morgan" } });
    expect(route(workSupport, named).next).toBe("home");
  });

  test("does not open on what is only suggested", () => {
    const known = [fact("housing.situation", "settled")];
    const before = start(workSupport, known);
    const home = (response: FormResponse) =>
      route(workSupport, response)
        .pages.find((page) => page.id === "home")
        ?.questions.map((one) => one.id);
    expect(home(before)).toEqual(["housing"]);
    expect(home(answered(before, { home: { housing: "settled" } }))).toEqual(["housing", "address"]);
  });

  test("leaves answers behind and takes them up again: going back keeps", () => {
    const all = answered(start(), goodInput);
    const without = answered(all, { caring: { cares: "no" } });
    expect(route(workSupport, without).ignored).toEqual(["caring-description"]);
    const result = submit(workSupport, without);
    expect(result.ok && result.submission.answers.map((one) => one.question)).not.toContain(
      "caring-description",
    );
    const again = answered(without, { caring: { cares: "yes" } });
    expect(route(workSupport, again)).toMatchObject({ next: "check-answers", ignored: [] });
    expect(answerTo(again, "caring-description")).toEqual(answerTo(all, "caring-description"));
  });

  test("reads only answers that are on it themselves", () => {
    const yes = (id: string) => ({ question: id, is: "equals", value: true }) as const;
    const ask = (id: string): Question => ({ id, type: "yes-no", label: both(id) });
    const form = parseForm({
      version: 1,
      id: "chain",
      title: both("Chain"),
      pages: [
        { id: "one", title: both("1"), questions: [ask("a")] },
        { id: "two", title: both("2"), when: yes("a"), questions: [ask("b")] },
        { id: "three", title: both("3"), when: yes("b"), questions: [ask("c")] },
        { id: "four", title: both("4"), when: { not: yes("c") }, questions: [ask("d")] },
      ],
    });
    const all = answered(
      start(form),
      { one: { a: "yes" }, two: { b: "yes" }, three: { c: "no" }, four: { d: "no" } },
      by(),
      form,
    );
    const cut = answered(all, { one: { a: "no" } }, by(), form);
    expect(route(form, cut)).toMatchObject({
      pages: [{ id: "one" }],
      next: "check-answers",
      ignored: ["b", "c", "d"],
    });
  });
});

/** Forms of yes-no questions, each with a condition on questions before it. */
const forms: fc.Arbitrary<Form> = fc
  .array(
    fc.record({
      reads: fc.array(fc.nat(20), { maxLength: 2 }),
      values: fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }),
      how: fc.constantFrom("all", "any", "not"),
      onPage: fc.boolean(),
      optional: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((plans) => {
    const pages = plans.map((plan, index) => {
      const parts =
        index === 0
          ? []
          : plan.reads.map((at, nth) => ({
              question: `q${at % index}`,
              is: "equals",
              value: plan.values[nth] ?? true,
            }));
      const joined = plan.how === "not" ? { not: { all: parts } } : { [plan.how]: parts };
      const when = parts.length === 0 ? {} : { when: joined };
      const question = { id: `q${index}`, type: "yes-no", label: both(`Q${index}`), optional: plan.optional };
      return {
        id: `p${index}`,
        title: both(`P${index}`),
        questions: [plan.onPage ? question : { ...question, ...when }],
        ...(plan.onPage ? when : {}),
      };
    });
    return parseForm({ version: 1, id: "generated", title: both("Generated"), pages });
  });

const steps = fc.array(fc.record({ page: fc.nat(20), choice: fc.constantFrom("yes", "no", "") }), {
  maxLength: 20,
});

/** Goes to open pages as they come, forward and back, with answers that are taken or not. */
function play(form: Form, moves: readonly { page: number; choice: string }[]): readonly FormResponse[] {
  const states = [start(form)];
  for (const { page, choice } of moves) {
    const response = states.at(-1) ?? start(form);
    const open = route(form, response).pages;
    const id = open[page % open.length]?.id ?? "p0";
    const input: FieldInput = choice === "" ? {} : { [id.replace("p", "q")]: choice };
    const result = answerPage(form, response, id, input, by());
    if (result.ok) states.push(result.response);
  }
  return states;
}

describe("whatever the form and the way through it", () => {
  test("what left the route is kept and never submitted, and nothing answered is asked again", () => {
    let left = 0;
    let submitted = 0;
    fc.assert(
      fc.property(forms, steps, (form, moves) => {
        const states = play(form, moves);
        for (const [index, response] of states.entries()) {
          const way = route(form, response);
          const asked = way.pages.flatMap((page) => page.questions);
          const before = states[index - 1];
          for (const answer of before?.answers ?? [])
            expect(answerTo(response, answer.question)).toBeDefined();
          const answeredIds = asked.filter((one) => answerTo(response, one.id) !== undefined);
          expect(answeredIds.every((one) => one.status === "known")).toBe(true);
          expect(way.ignored.every((id) => !asked.some((one) => one.id === id))).toBe(true);
          left += way.ignored.length;
          const result = submit(form, response);
          expect(result.ok).toBe(way.next === "check-answers");
          if (!result.ok) continue;
          submitted += 1;
          expect(result.submission.answers.map((one) => one.question)).toEqual(asked.map((one) => one.id));
        }
      }),
      { numRuns: 300 },
    );
    expect(left).toBeGreaterThan(0);
    expect(submitted).toBeGreaterThan(0);
  });

  test("following the route ends, at the answers to check", () => {
    fc.assert(
      fc.property(
        forms,
        fc.array(fc.constantFrom("yes", "no"), { minLength: 8, maxLength: 8 }),
        (form, choices) => {
          let response = start(form);
          for (const choice of choices) {
            const { next } = route(form, response);
            if (next === "check-answers") break;
            response = answered(response, { [next]: { [next.replace("p", "q")]: choice } }, by(), form);
          }
          expect(route(form, response).next).toBe("check-answers");
        },
      ),
    );
  });
});
