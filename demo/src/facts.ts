import type { Fact, Source } from "@throughline/core";
import { type FormResponse, pageOf } from "@throughline/forms";
import { form } from "./form.js";

/** The facts that the answers on one page say. Blank answers say none. */
export function factsOnPage(response: FormResponse, pageId: string, source: Source): readonly Fact[] {
  return pageOf(form, pageId).questions.flatMap(({ id, fact }) => {
    const answer = response.answers.find(({ question }) => question === id);
    if (fact === undefined || answer === undefined || answer.value === null || answer.origin !== "asked")
      return [];
    return [{ type: fact, value: answer.value, assurance: "stated", source, observedAt: source.at } as Fact];
  });
}
