const brand: unique symbol = Symbol("html");

/** A piece of HTML that was escaped where it was made. Nothing parsed from JSON can pass for one. */
export interface Fragment {
  readonly [brand]: string;
}

/** HTML ready to be sent: text that only the renderers make. */
export type Html = string & { readonly "~html": true };

/** What may stand in a template: text is escaped, fragments stay, nothing is left out. */
export type Slot = string | number | Fragment | readonly Fragment[] | undefined;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
  "\u0000": "\uFFFD",
};

/** Escapes text for element content and for quoted attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`\u0000]/g, (character) => entities[character] ?? "");
}

function markupOf(slot: Slot): string {
  if (slot === undefined) return "";
  if (typeof slot === "string" || typeof slot === "number") return escapeHtml(String(slot));
  return brand in slot ? slot[brand] : slot.map(markupOf).join("");
}

function fragment(markup: string): Fragment {
  return { [brand]: markup };
}

/** The one way to make HTML: a template whose slots are escaped. Attribute values stand in double quotes. */
export function html(strings: TemplateStringsArray, ...slots: readonly Slot[]): Fragment {
  return fragment(strings.map((literal, index) => literal + markupOf(slots[index])).join(""));
}

/** Attributes with a value; one that is `undefined` or an empty list is left out. Names come from code only. */
export function attributes(
  values: Readonly<Record<string, string | readonly string[] | undefined>>,
): Fragment {
  const written = Object.entries(values).flatMap(([name, value]) => {
    const text = typeof value === "string" || value === undefined ? value : value.join(" ") || undefined;
    return text === undefined ? [] : [` ${name}="${escapeHtml(text)}"`];
  });
  return fragment(written.join(""));
}

/** A fragment as text. */
export function toHtml(made: Fragment): Html {
  return made[brand] as Html;
}
