import type { Catalogue, FactTypeId, JsonValue } from "@throughline/core";
import type { Question } from "./question.js";

/** Whether a value has the shape that a type of fact asks for. */
export function fitsFact(catalogue: Catalogue, type: FactTypeId, value: JsonValue): boolean {
  return catalogue.knows(type) && catalogue.factType(type).schema.safeParse(value).success;
}

/**
 * Answers that a question is sure to get from somebody: its fact has to take every one of them. None for texts, which
 * may have any form.
 */
export function sureAnswers(question: Question): readonly JsonValue[] {
  if (question.type === "radios") return question.options.map((option) => option.value);
  if (question.type === "yes-no") return [true, false];
  if (question.type === "date") return ["2000-02-29"];
  if (question.type === "address")
    return [{ lines: ["1 Mill Lane"], town: "Town", postcode: "SA1 1AA", country: "GB" }];
  return [];
}
