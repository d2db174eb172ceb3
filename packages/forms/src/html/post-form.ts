import type { Language } from "../language.js";
import { type Fragment, html } from "./html.js";

/** Where a form is sent, and what with. */
export interface PostOptions {
  /** The language of the page. */
  readonly language: Language;
  /** Address that the fields are posted to: a path, or http(s). */
  readonly action: string;
  /** Fields that the person does not see, such as a token against forged requests. */
  readonly hidden?: Readonly<Record<string, string>>;
  /** Words on the button. */
  readonly submitLabel?: string;
}

/** An address that leads to a page. Throws `RangeError` for one that would run a script. */
export function checkedHref(href: string): string {
  const url = URL.canParse(href, "https://form.invalid/")
    ? new URL(href, "https://form.invalid/")
    : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw new RangeError("The address of a form or a link is a path, or begins with http: or https:.");
  }
  return href;
}

/** A form that is posted, with one button. The browser's own checks are off: they say less, and not in Welsh. */
export function postForm(options: PostOptions, button: string, content: Fragment): Fragment {
  const hidden = Object.entries(options.hidden ?? {}).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">
`,
  );
  return html`<form action="${checkedHref(options.action)}" method="post" novalidate lang="${options.language}">
${hidden}${content}<button type="submit" class="govuk-button" data-module="govuk-button">${options.submitLabel ?? button}</button>
</form>
`;
}
