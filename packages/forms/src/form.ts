import { type Catalogue, digestOf, catalogue as published } from "@throughline/core";
import type { Checked } from "./checked.js";
import type { QuestionId } from "./condition.js";
import { checkDefinition } from "./definition-check.js";
import { type DefinitionIssue, issuesOfSchema } from "./definition-issue.js";
import { FormsError } from "./errors.js";
import { type FormDefinition, formDefinitionSchema, type PageDefinition, type PageId } from "./model.js";
import type { Question } from "./question.js";

/** A question and the page it stands on. */
export interface PlacedQuestion {
  /** The question. */
  readonly question: Question;
  /** Its page. */
  readonly page: PageDefinition;
}

/** A form that was checked and can be asked. */
export interface Form<Definition extends FormDefinition = FormDefinition> {
  /** The form as written. */
  readonly definition: Definition;
  /** SHA-256 of the definition's canonical JSON (RFC 8785): the version of the form. */
  readonly hash: string;
  /** Its questions by id, in order. */
  readonly questions: ReadonlyMap<QuestionId, PlacedQuestion>;
  /** The fact types that its questions name. */
  readonly catalogue: Catalogue;
}

/** What a form leans on. */
export interface FormOptions {
  /** The fact types that its questions may name. Default: the catalogue that core publishes. */
  readonly catalogue?: Catalogue;
}

function refuse(issues: readonly DefinitionIssue[]): never {
  throw new FormsError("forms/invalid-definition", {
    details: { issues: issues.slice(0, 100).map((issue) => ({ ...issue })) },
  });
}

/** The hash, first of all: what has no canonical JSON (cycles, functions, undefined members) goes no further. */
function hashOf(json: unknown): string {
  try {
    return digestOf(json);
  } catch (cause) {
    throw new FormsError("forms/invalid-definition", {
      details: { issues: [{ code: "invalid", path: "" }] },
      cause,
    });
  }
}

function place(definition: FormDefinition): ReadonlyMap<QuestionId, PlacedQuestion> {
  return new Map(
    definition.pages.flatMap((page) => page.questions.map((question) => [question.id, { question, page }])),
  );
}

/**
 * Reads a form that was stored or sent. The same definition gives the same form and hash as {@link defineForm}.
 *
 * @throws FormsError `forms/invalid-definition`, with every issue's code and path in the details.
 */
export function parseForm(json: unknown, options: FormOptions = {}): Form {
  const hash = hashOf(json);
  const parsed = formDefinitionSchema.safeParse(json);
  if (!parsed.success) return refuse(issuesOfSchema(parsed.error));
  const catalogue = options.catalogue ?? published;
  const issues = checkDefinition(parsed.data, catalogue);
  if (issues.length > 0) return refuse(issues);
  return { definition: parsed.data, hash, questions: place(parsed.data), catalogue };
}

/**
 * Defines a form in TypeScript. A condition that names no earlier question, or a value that could never be its answer,
 * does not compile; everything else is refused when it runs, exactly as by {@link parseForm}.
 *
 * @throws FormsError `forms/invalid-definition`, with every issue's code and path in the details.
 */
export function defineForm<const Definition extends FormDefinition>(
  definition: Definition & Checked<Definition>,
  options: FormOptions = {},
): Form<Definition> {
  return { ...parseForm(definition, options), definition };
}

/**
 * A page of a form.
 *
 * @throws FormsError `forms/unknown-page`.
 */
export function pageOf(form: Form, id: PageId): PageDefinition {
  const page = form.definition.pages.find((candidate) => candidate.id === id);
  if (page === undefined) throw new FormsError("forms/unknown-page");
  return page;
}

/**
 * A question of a form.
 *
 * @throws FormsError `forms/unknown-question`.
 */
export function questionOf(form: Form, id: QuestionId): Question {
  const placed = form.questions.get(id);
  if (placed === undefined) throw new FormsError("forms/unknown-question");
  return placed.question;
}
