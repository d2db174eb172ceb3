import type { Catalogue } from "@throughline/core";
import type { Clause, Comparand, Condition } from "./condition.js";
import type { DefinitionIssue } from "./definition-issue.js";
import { elementIds } from "./element-ids.js";
import { clausesOf } from "./evaluate.js";
import { fitsFact, sureAnswers } from "./facts.js";
import type { FormDefinition, PageDefinition } from "./model.js";
import type { Question } from "./question.js";
import { fitsQuestion } from "./questions/behaviours.js";

/** What has been seen of a form up to one place. */
interface Seen {
  readonly all: ReadonlyMap<string, Question>;
  readonly earlier: Map<string, Question>;
  readonly names: Set<string>;
}

function comparands(clause: Clause): readonly Comparand[] {
  if (clause.is === "answered") return [];
  return clause.is === "one-of" ? clause.value : [clause.value];
}

function checkClause(clause: Clause, path: string, seen: Seen): readonly DefinitionIssue[] {
  const about = clause.question;
  const question = seen.earlier.get(about);
  if (question === undefined) {
    return [{ code: seen.all.has(about) ? "reads-later" : "unknown-question", path, about }];
  }
  const misfits = comparands(clause).filter((value) => !fitsQuestion(question, value));
  return misfits.map((value) => ({ code: "value-mismatch", path, about: String(value) }));
}

function checkCondition(
  condition: Condition | undefined,
  path: string,
  seen: Seen,
): readonly DefinitionIssue[] {
  if (condition === undefined) return [];
  return clausesOf(condition).flatMap((clause) => checkClause(clause, `${path}.when`, seen));
}

function checkOptions(question: Question, path: string): readonly DefinitionIssue[] {
  if (question.type !== "radios") return [];
  const values = question.options.map((option) => option.value);
  const repeated = values.filter((value, index) => values.indexOf(value) !== index);
  return repeated.map((about) => ({ code: "duplicate-option", path: `${path}.options`, about }));
}

function checkNames(question: Question, path: string, seen: Seen): readonly DefinitionIssue[] {
  const about = question.id;
  if (seen.earlier.has(about)) return [{ code: "duplicate-question", path, about }];
  const ids = [...elementIds(question)];
  const taken = ids.filter((id) => seen.names.has(id));
  for (const id of ids) seen.names.add(id);
  return taken.map((id) => ({ code: "duplicate-field", path, about: id }));
}

function checkFactType(question: Question, path: string, catalogue: Catalogue): readonly DefinitionIssue[] {
  const { fact } = question;
  if (fact === undefined) return [];
  if (!catalogue.knows(fact)) return [{ code: "unknown-fact-type", path: `${path}.fact`, about: fact }];
  const fits = sureAnswers(question).every((value) => fitsFact(catalogue, fact, value));
  return fits ? [] : [{ code: "fact-mismatch", path: `${path}.fact`, about: fact }];
}

function checkQuestion(
  question: Question,
  path: string,
  seen: Seen,
  catalogue: Catalogue,
): readonly DefinitionIssue[] {
  const issues: readonly DefinitionIssue[] = [
    ...checkCondition(question.when, path, seen),
    ...checkOptions(question, path),
    ...checkNames(question, path, seen),
    ...checkFactType(question, path, catalogue),
  ];
  seen.earlier.set(question.id, question);
  return issues;
}

function duplicatePages(pages: readonly PageDefinition[]): readonly DefinitionIssue[] {
  const ids = new Set<string>();
  return pages.flatMap(({ id }, index) => {
    if (ids.has(id)) return [{ code: "duplicate-page", path: `pages.${index}`, about: id } as const];
    ids.add(id);
    return [];
  });
}

/**
 * What is wrong with a definition of the right shape: twice the same id or field, conditions that read what is not
 * there, stands later or could never be the answer, facts that the catalogue lacks or that do
 * not take the answers.
 */
export function checkDefinition(
  definition: FormDefinition,
  catalogue: Catalogue,
): readonly DefinitionIssue[] {
  const questions = definition.pages.flatMap((page) => page.questions);
  const all = new Map(questions.map((question) => [question.id, question]));
  const seen: Seen = { all, earlier: new Map(), names: new Set(["error-summary-title"]) };
  const found = definition.pages.flatMap((page, index) => {
    const path = `pages.${index}`;
    return [
      ...checkCondition(page.when, path, seen),
      ...page.questions.flatMap((question, at) =>
        checkQuestion(question, `${path}.questions.${at}`, seen, catalogue),
      ),
    ];
  });
  return [...duplicatePages(definition.pages), ...found];
}
