export type { Answered } from "./answer-page.js";
export { answerPage } from "./answer-page.js";
export type { Address, AnswerValue } from "./answer-value.js";
export { addressSchema, answerValueSchema } from "./answer-value.js";
export type { Audience, StaffAudience } from "./audience.js";
export { audiences } from "./audience.js";
export type { Checked } from "./checked.js";
export type {
  AllOf,
  AnyOf,
  Clause,
  Comparand,
  Comparison,
  Condition,
  Membership,
  NotOf,
  Presence,
  QuestionId,
} from "./condition.js";
export { conditionSchema } from "./condition.js";
export type { DefinitionIssue, DefinitionIssueCode } from "./definition-issue.js";
export type { FormsErrorCode } from "./errors.js";
export { FormsError, formsErrors } from "./errors.js";
export type { AnswerReader, Truth } from "./evaluate.js";
export { evaluate, reads } from "./evaluate.js";
export { explain } from "./explain.js";
export type { Form, FormOptions, PlacedQuestion } from "./form.js";
export { defineForm, pageOf, parseForm, questionOf } from "./form.js";
export { answerInLine, answerLines } from "./format.js";
export type { Html } from "./html/html.js";
export { escapeHtml } from "./html/html.js";
export type { PostOptions } from "./html/post-form.js";
export type { RenderCheckAnswersOptions } from "./html/render-check-answers.js";
export { renderCheckAnswers } from "./html/render-check-answers.js";
export type { RenderPageOptions } from "./html/render-page.js";
export { pageHeading, renderPage } from "./html/render-page.js";
export type { DatePart, Fault, FieldIssue, IssueCode } from "./issue.js";
export { issueCodes } from "./issue.js";
export type { Language, Wording } from "./language.js";
export { languageSchema, languages, wordingSchema } from "./language.js";
export { issueMessage } from "./messages.js";
export type { FormDefinition, PageDefinition, PageId } from "./model.js";
export { formDefinitionSchema } from "./model.js";
export type {
  AddressQuestion,
  AutocompleteToken,
  DateQuestion,
  LongTextQuestion,
  Option,
  Question,
  QuestionCommon,
  QuestionType,
  RadiosQuestion,
  ReuseRule,
  ScriptWording,
  TextQuestion,
  YesNoQuestion,
} from "./question.js";
export { autocompleteTokens, questionSchema, reuseRules } from "./question.js";
export type { FieldInput } from "./questions/behaviour.js";
export type { Answer, AnswerOrigin, FormResponse } from "./response.js";
export { answerOrigins, answerTo, formResponseSchema } from "./response.js";
export type { ResumeOptions } from "./resume.js";
export { resumeResponse } from "./resume.js";
export type { QuestionStatus, Route, RoutePage, RouteQuestion } from "./route.js";
export { route } from "./route.js";
export type { ScriptLine, ScriptOption, ScriptOptions } from "./script.js";
export { renderScript } from "./script.js";
export type { StartOptions } from "./start.js";
export { startResponse } from "./start.js";
export type { Submission, Submitted, SubmittedAnswer } from "./submit.js";
export { pageFacts, submit } from "./submit.js";
