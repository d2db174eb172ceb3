import { type FieldValues, fill, parseFields, type Segment } from "./placeholder.js";
import { defang } from "./untrusted.js";

/** A block of an email's body. */
type Block =
  | { readonly kind: "heading" | "paragraph"; readonly lines: readonly (readonly Segment[])[] }
  | { readonly kind: "list"; readonly lines: readonly (readonly Segment[])[] };

/** A body taken apart once, to be written many times. */
export type EmailBody = readonly Block[];

/** The two forms of one message. */
export interface WrittenBody {
  /** HTML, without the document around it. */
  readonly html: string;
  /** Plain text, saying the same. */
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

const bullet = /^\s*[*•-]\s+/;
const heading = /^#\s+/;
const link = /\[([^\]]+)\]\((https:\/\/[^\s)]+)\)|(https:\/\/[^\s<>"]*[^\s<>".,;:!?)])/g;

function kindOf(line: string): Block["kind"] {
  if (heading.test(line)) return "heading";
  return bullet.test(line) ? "list" : "paragraph";
}

/** Takes an email's body apart: paragraphs, `# headings`, `* lists`, and links in the template's own words. */
export function parseEmailBody(content: string): EmailBody {
  const blocks: { kind: Block["kind"]; lines: (readonly Segment[])[] }[] = [];
  let isOpen = false;
  for (const line of content.replaceAll("\r\n", "\n").split("\n")) {
    const kind = kindOf(line);
    const last = blocks.at(-1);
    const isBlank = line.trim() === "";
    const segments = parseFields(line.replace(heading, "").replace(bullet, "").trim());
    if (!isBlank && isOpen && last?.kind === kind && kind !== "heading") last.lines.push(segments);
    else if (!isBlank) blocks.push({ kind, lines: [segments] });
    isOpen = !isBlank;
  }
  return blocks;
}

function linked(text: string): string {
  let end = 0;
  let html = "";
  for (const match of text.matchAll(link)) {
    const address = match[2] ?? match[3] ?? "";
    html += `${escapeHtml(text.slice(end, match.index))}<a href="${escapeHtml(address)}">${escapeHtml(match[1] ?? address)}</a>`;
    end = match.index + match[0].length;
  }
  return html + escapeHtml(text.slice(end));
}

const asHtml = {
  template: linked,
  value: (text: string) => escapeHtml(defang(text)).replaceAll("\n", "<br>"),
};
const asText = {
  template: (text: string) =>
    text.replace(link, (all, name?: string, to?: string) => (name && to ? `${name}: ${to}` : all)),
  value: defang,
};

function htmlOf({ kind, lines }: Block, values: FieldValues): string {
  const written = lines.map((line) => fill(line, values, asHtml));
  if (kind === "heading") return `<h2>${written.join("")}</h2>`;
  if (kind === "list") return `<ul>${written.map((line) => `<li>${line}</li>`).join("")}</ul>`;
  return `<p>${written.join("<br>")}</p>`;
}

function plainOf({ kind, lines }: Block, values: FieldValues): string {
  const written = lines.map((line) => fill(line, values, asText));
  if (kind === "list") return written.map((line) => `* ${line}`).join("\n");
  return kind === "heading" ? `${written.join("")}\n${"-".repeat(40)}` : written.join("\n");
}

/** Fills a body in both forms. What a person wrote is escaped and defanged; only the template makes links. */
export function writeEmailBody(body: EmailBody, values: FieldValues): WrittenBody {
  return {
    html: body.map((block) => htmlOf(block, values)).join("\n"),
    text: `${body.map((block) => plainOf(block, values)).join("\n\n")}\n`,
  };
}

/** The fields that a body names. */
export function bodySegments(body: EmailBody): readonly Segment[] {
  return body.flatMap(({ lines }) => lines.flat());
}
