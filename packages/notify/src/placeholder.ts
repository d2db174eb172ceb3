/** What may be put in a template's place: text, a number, yes or no, or a list of texts; an empty item is left out. */
export type FieldValue = string | number | boolean | readonly (string | null)[];

/** Personalisation by field name. A field that is absent or null is missing. */
export type FieldValues = Readonly<Record<string, FieldValue | null | undefined>>;

/** A piece of a template's text. */
export type Segment =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "conditional"; readonly name: string; readonly text: string };

/** `((name))` or `((name??text))`: two brackets, no bracket inside. */
const placeholder = /\({2}([^()]+)\){2}/g;

/** Whatever GOV.UK Notify counts as yes, without regard to case. */
const truthy = new Set(["yes", "y", "true", "t", "1", "include", "show"]);

/** Two spellings of one field: spaces, hyphens, underscores and case do not count. */
export function fieldKey(name: string): string {
  return name.replace(/[\s_-]/g, "").toLowerCase();
}

function segmentOf(body: string): Segment {
  const at = body.indexOf("??");
  if (at < 0) return { kind: "field", name: body };
  const text = body
    .slice(at + 2)
    .replaceAll("&lpar;", "(")
    .replaceAll("&rpar;", ")");
  return { kind: "conditional", name: body.slice(0, at), text };
}

/** Takes a template's text apart, in the syntax of GOV.UK Notify. */
export function parseFields(content: string): readonly Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of content.matchAll(placeholder)) {
    if (match.index > end) segments.push({ kind: "text", text: content.slice(end, match.index) });
    segments.push(segmentOf(match[1] ?? ""));
    end = match.index + match[0].length;
  }
  if (end < content.length) segments.push({ kind: "text", text: content.slice(end) });
  return segments;
}

/** The fields of a template in order, each once, as first spelt. */
export function fieldNames(segments: readonly Segment[]): readonly string[] {
  const names = new Map<string, string>();
  for (const segment of segments) {
    if (segment.kind !== "text" && !names.has(fieldKey(segment.name)))
      names.set(fieldKey(segment.name), segment.name);
  }
  return [...names.values()];
}

/** Whether a value opens a conditional. */
export function isTruthy(value: FieldValue): boolean {
  return typeof value !== "object" && truthy.has(String(value).toLowerCase());
}

/** Looks a field up whatever its spelling. */
export function valueFor(values: FieldValues, name: string): FieldValue | undefined {
  const key = fieldKey(name);
  const found = Object.entries(values).find(([candidate]) => fieldKey(candidate) === key);
  return found?.[1] ?? undefined;
}

/** White space; the Mongolian vowel separator no longer counts as it in ECMAScript but looks it. */
const blank = /^[\s\u180e]*$/;

function inWords(items: readonly (string | null)[]): string {
  const kept = items.filter((item) => item !== null && !blank.test(item));
  const last = kept.at(-1) ?? "";
  return kept.length < 2 ? last : `${kept.slice(0, -1).join(", ")} and ${last}`;
}

/** A value as it stands in a sentence; a list as "a, b and c". */
export function textOf(value: FieldValue): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" || typeof value === "number" ? String(value) : inWords(value);
}

/** Fills the segments. Template text and values go through a function each, so that they can be trusted differently. */
export function fill(
  segments: readonly Segment[],
  values: FieldValues,
  write: { readonly template: (text: string) => string; readonly value: (text: string) => string },
): string {
  return segments
    .map((segment) => {
      if (segment.kind === "text") return write.template(segment.text);
      const value = valueFor(values, segment.name) ?? "";
      if (segment.kind === "field") return write.value(textOf(value));
      return isTruthy(value) ? write.template(segment.text) : "";
    })
    .join("");
}
