import type * as z from "zod";
import { languages } from "./language.js";

/** What can be wrong with a form definition. */
export type DefinitionIssueCode =
  | "invalid"
  | "unknown-version"
  | "missing-language"
  | "duplicate-page"
  | "duplicate-question"
  | "duplicate-field"
  | "duplicate-option"
  | "unknown-question"
  | "reads-later"
  | "value-mismatch"
  | "unknown-fact-type"
  | "fact-mismatch";

/** What is wrong with a form definition, and where. */
export interface DefinitionIssue {
  /** What is wrong. */
  readonly code: DefinitionIssueCode;
  /** Where: `pages.2.questions.0.when`. */
  readonly path: string;
  /** The id, fact type or value that it is about. */
  readonly about?: string;
}

function codeOf(issue: z.core.$ZodIssue): DefinitionIssueCode {
  const last = issue.path.at(-1);
  if (languages.some((language) => language === last)) return "missing-language";
  return issue.path.length === 1 && last === "version" ? "unknown-version" : "invalid";
}

/** The issues of a schema as issues of a definition. Never the library's own words. */
export function issuesOfSchema(error: z.ZodError): readonly DefinitionIssue[] {
  return error.issues.map((issue) => ({ code: codeOf(issue), path: issue.path.join(".") }));
}
