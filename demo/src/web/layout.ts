import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Language } from "../words.js";
import { words } from "../words.js";

/** A piece of a page, escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What every page has. */
export interface Page {
  /** The language of the whole page. */
  readonly language: Language;
  /** Title of the page, before the service's name. */
  readonly title: string;
  /** True: the title says that there is a problem (GOV.UK pattern). */
  readonly hasError?: boolean;
  /** Address of the style sheet. */
  readonly style: string;
  /** The service's name and start page. */
  readonly service: { readonly name: string; readonly href: string; readonly unit?: string };
  /** Links at the top right. */
  readonly links?: Html;
  /** Address of the page before. */
  readonly back?: string;
  /** The content. */
  readonly main: Html;
}

/** The whole document: no script, no inline style, one style sheet. */
export function document(page: Page): Html {
  const say = words[page.language];
  const where = page.title === page.service.name ? page.service.unit : page.service.name;
  const title = `${page.hasError ? `${say.error}: ` : ""}${page.title} – ${where ?? page.service.name}`;
  return html`<!DOCTYPE html>
<html lang="${page.language}" class="govuk-template govuk-template--rebranded">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${page.style}">
</head>
<body class="govuk-template__body">
<a href="#main-content" class="govuk-skip-link">${say.skip}</a>
<header class="tl-header">
<div class="govuk-width-container tl-header__inner govuk-body govuk-!-margin-bottom-0">
<a class="tl-header__link" href="${page.service.href}">${page.service.name}</a>
${page.service.unit ? html`<span class="tl-header__unit">${page.service.unit}</span>` : ""}
<div class="tl-header__links">${page.links ?? ""}</div>
</div>
</header>
<div class="govuk-width-container">
${page.back ? html`<nav aria-label="${say.back}"><a href="${page.back}" class="govuk-back-link">${say.back}</a></nav>` : ""}
<main class="govuk-main-wrapper" id="main-content">${page.main}</main>
</div>
<footer class="govuk-footer">
<div class="govuk-width-container"><p class="govuk-body-s govuk-!-margin-bottom-0">${say.footer}</p></div>
</footer>
</body>
</html>`;
}

/** HTML that a package has made and escaped. */
export function made(markup: string): Html {
  return raw(markup);
}

/** A row of a summary list (GOV.UK Design System). */
export function summaryRow(key: string, value: string | Html, action: Html | "" = ""): Html {
  return html`<div class="govuk-summary-list__row">
<dt class="govuk-summary-list__key">${key}</dt>
<dd class="govuk-summary-list__value">${value}</dd>
${action ? html`<dd class="govuk-summary-list__actions">${action}</dd>` : ""}
</div>`;
}

/** A panel that shows what went wrong at the top of a page, linked to the field. */
export function errorSummary(title: string, message: string, field: string): Html {
  return html`<div class="govuk-error-summary"><div role="alert">
<h2 class="govuk-error-summary__title">${title}</h2>
<div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">
<li><a href="#${field}">${message}</a></li></ul></div></div></div>`;
}

/** A page as the answer to something that could not be done. */
export function withStatus(response: Response, status: number): Response {
  return new Response(response.body, { status, headers: response.headers });
}
