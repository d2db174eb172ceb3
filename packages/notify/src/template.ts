import { digestOf } from "@throughline/core";
import type * as z from "zod";
import { bodySegments, type EmailBody, escapeHtml, parseEmailBody, writeEmailBody } from "./email-body.js";
import { NotifyError } from "./errors.js";
import { type FieldValues, fieldKey, fieldNames, fill, parseFields, type Segment } from "./placeholder.js";
import { defang, singleLine } from "./untrusted.js";

/** The content of an email in one language, in the syntax of GOV.UK Notify. */
export interface EmailContent {
  /** One line. */
  readonly subject: string;
  /** Paragraphs, `# headings`, `* lists`, https links. */
  readonly body: string;
}

/** A template as its author writes it. */
export interface TemplateInput<Values extends FieldValues> {
  /** Stays the same over versions. */
  readonly id: string;
  /** A whole number from 1, raised with every change of content. */
  readonly version: number;
  /** Why the message is sent: the purpose whose lawful basis covers it. */
  readonly purpose: string;
  /** Shape of the personalisation. */
  readonly schema: z.ZodType<Values>;
  /** Content by BCP 47 language tag. */
  readonly content: Readonly<Record<string, { readonly email: EmailContent }>>;
}

interface ParsedContent {
  readonly subject: readonly Segment[];
  readonly body: EmailBody;
  readonly fields: readonly string[];
}

/** A template, parsed once. */
export interface Template<Values extends FieldValues = FieldValues> {
  /** Stays the same over versions. */
  readonly id: string;
  /** Its version. */
  readonly version: number;
  /** Why the message is sent. */
  readonly purpose: string;
  /** Digest of its content: two contents under one version are a mistake that shows. */
  readonly hash: string;
  /** Languages it has content in. */
  readonly languages: readonly string[];
  /** Checks personalisation. Throws `notify/invalid-personalisation`. */
  check(values: unknown): Values;
  /** Fills it. Throws `notify/unknown-language`, `notify/missing-personalisation`. */
  render(values: Values, language: string): RenderedEmail;
}

/** A message, ready to be sent. */
export interface RenderedEmail {
  /** BCP 47 language tag. */
  readonly language: string;
  /** One line, no control characters. */
  readonly subject: string;
  /** A whole HTML document. */
  readonly html: string;
  /** The same in plain text. */
  readonly text: string;
}

function refuse(part: string): never {
  throw new NotifyError("notify/invalid-template", { details: { part } });
}

function parseContent({ subject, body }: EmailContent): ParsedContent {
  if (subject.trim() === "" || /[\r\n]/.test(subject)) refuse("subject");
  if (body.trim() === "") refuse("body");
  const parsed = { subject: parseFields(subject), body: parseEmailBody(body) };
  return { ...parsed, fields: fieldNames([...parsed.subject, ...bodySegments(parsed.body)]) };
}

function htmlDocument(language: string, subject: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="font-family:Arial,Helvetica,sans-serif;font-size:19px;line-height:1.5;color:#0b0c0c;max-width:38em;margin:0 auto;padding:20px">
${body}
</body></html>
`;
}

function checkAgainst<Values>(schema: z.ZodType<Values>, values: unknown): Values {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".")))];
  throw new NotifyError("notify/invalid-personalisation", { details: { fields } });
}

function checkComplete(fields: readonly string[], values: FieldValues): void {
  const given = new Set(
    Object.entries(values).flatMap(([name, value]) => (value == null ? [] : fieldKey(name))),
  );
  const missing = fields.filter((name) => !given.has(fieldKey(name)));
  if (missing.length > 0)
    throw new NotifyError("notify/missing-personalisation", { details: { fields: missing } });
}

function render(content: ParsedContent, values: FieldValues, language: string): RenderedEmail {
  checkComplete(content.fields, values);
  const subject = singleLine(fill(content.subject, values, { template: (text) => text, value: defang }));
  const { html, text } = writeEmailBody(content.body, values);
  return { language, subject, html: htmlDocument(language, subject, html), text };
}

/**
 * Makes a template. Personalisation is untrusted: it is escaped, and nothing in it becomes a link.
 *
 * @throws NotifyError `notify/invalid-template`.
 */
export function defineTemplate<Values extends FieldValues>(input: TemplateInput<Values>): Template<Values> {
  const { id, version, purpose, schema } = input;
  if (!/^[a-z0-9][a-z0-9.-]{0,79}$/.test(id)) refuse("id");
  if (!Number.isSafeInteger(version) || version < 1) refuse("version");
  const contents = new Map(
    Object.entries(input.content).map(([language, { email }]) => [language, parseContent(email)]),
  );
  if (contents.size === 0) refuse("content");
  return {
    id,
    version,
    purpose,
    hash: digestOf({ id, version, purpose, content: input.content }),
    languages: [...contents.keys()],
    check: (values) => checkAgainst(schema, values),
    render(values, language) {
      const content = contents.get(language);
      if (!content) throw new NotifyError("notify/unknown-language", { details: { language } });
      return render(content, values, language);
    },
  };
}
