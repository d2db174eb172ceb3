import { defineForm, type FormResponse, resumeResponse, route, submit } from "@throughline/forms";
import { describe, expect, test } from "vitest";
import {
  answered,
  both,
  codeOf,
  fact,
  formOf,
  goodInput,
  phone,
  start,
  today,
  workSupport,
} from "./support.js";

const { name, birth, home, caring } = goodInput;
const saved = () =>
  answered(start(workSupport, [fact("person.full-name", "Carys Ann Morgan")]), { name, birth, home });
const json = () => JSON.parse(JSON.stringify(saved()));
const resume = (document: unknown) => () => resumeResponse(workSupport, document, { today });

describe("a saved response", () => {
  test("is plain JSON and goes on in another channel and language, on another day", () => {
    const options = { today: "2026-11-30", channel: "phone", language: "cy" } as const;
    const resumed = resumeResponse(workSupport, json(), options);
    expect(resumed).toEqual({ ...saved(), ...options });
    expect(route(workSupport, resumed).next).toBe("caring");
    const done = answered(resumed, { caring, "caring-more": goodInput["caring-more"] }, phone);
    expect(submit(workSupport, done).ok).toBe(true);
  });

  test("of another form, another version of the form or another document is refused by name", () => {
    const other = defineForm({ ...workSupport.definition, title: both("Another") });
    expect(codeOf(() => resumeResponse(other, json(), { today }))).toBe("forms/unknown-version");
    const question = { id: "full-name", type: "text", label: both("Name") } as const;
    expect(codeOf(() => resumeResponse(formOf(question), json(), { today }))).toBe("forms/unknown-version");
    for (const version of [2, "1", undefined]) {
      expect(codeOf(resume({ ...json(), version }))).toBe("forms/unknown-version");
    }
  });

  const change = (at: number, members: object) => {
    const document: FormResponse = json();
    return {
      ...document,
      answers: document.answers.map((one, index) => (index === at ? { ...one, ...members } : one)),
    };
  };
  test.each<[string, () => unknown]>([
    ["nothing", () => undefined],
    ["a text", () => "saved"],
    ["an unknown member", () => ({ ...json(), extra: true })],
    ["a day that is none", () => ({ ...json(), today: "2026-02-30" })],
    ["a question that is not there", () => change(0, { question: "constructor" })],
    ["an answer twice", () => change(1, { question: "full-name", value: "Carys Ann Morgan" })],
    ["a value of another kind", () => change(0, { value: true })],
    ["a blank that is not allowed", () => change(0, { value: null })],
    ["an option that is none", () => change(2, { value: "castle" })],
    ["confirmed with nothing known", () => change(1, { origin: "confirmed" })],
    [
      "confirmed with another value than was known",
      () => change(0, { origin: "confirmed", value: "Someone Else" }),
    ],
    ["known of another fact", () => change(1, { known: fact("person.full-name", "1985-03-27") })],
    ["a source that is none", () => change(0, { source: { by: "person" } })],
  ])("that was damaged is refused: %s", (_what, document) => {
    expect(codeOf(resume(document()))).toBe("forms/invalid-response");
  });

  test("never gives away an answer in its error", () => {
    const errors = [change(0, { value: true }), change(0, { origin: "suggested", value: "Secret" })].map(
      (document) => {
        try {
          return resume(document)();
        } catch (error) {
          return error;
        }
      },
    );
    expect(JSON.stringify(errors.map((error) => Object.assign({}, error)))).not.toMatch(/Secret|Morgan|1985/);
    expect(errors).toEqual([expect.any(Error), expect.any(Error)]);
  });
});
