import { type FieldIssue, type Question, type RenderPageOptions, renderPage } from "@throughline/forms";
import { type Element, readHtml } from "../html-reader.js";
import { formOf, start } from "../support.js";

/** A page of one question, drawn. */
export function drawn(question: Question, options: Partial<RenderPageOptions> = {}): readonly Element[] {
  const form = formOf(question);
  return readHtml(renderPage(form, start(form), "page", { language: "en", action: "/", ...options }));
}

/** The elements that have a class. */
export function withClass(elements: readonly Element[], name: string): readonly Element[] {
  return elements.filter(({ attributes }) => attributes.get("class")?.split(" ").includes(name));
}

/** An issue with the question `q`. */
export function issue(code: FieldIssue["code"], ...fields: readonly [string, ...string[]]): FieldIssue {
  return { question: "q", code, fields };
}
