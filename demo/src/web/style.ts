import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";

const require = createRequire(import.meta.url);

/** What govuk-frontend lacks and these pages need: a code that can be read aloud, and a queue that fits a telephone. */
const own = `
.tl-header{border-bottom:10px solid #1d70b8;background:#0b0c0c;color:#fff}
.tl-header__inner{display:flex;flex-wrap:wrap;gap:5px 30px;align-items:baseline;padding:10px 0}
.tl-header__link,.tl-header__link:link,.tl-header__link:visited{color:#fff;text-decoration:none;font-weight:700;font-size:1.25rem}
.tl-header__link:hover{text-decoration:underline;text-decoration-thickness:3px}
.tl-header__link:focus{color:#0b0c0c}
.tl-header__unit{color:#fff}
.tl-header .govuk-link{color:#fff}
.tl-header .govuk-link:focus{color:#0b0c0c}
.tl-header__links{margin-left:auto;display:flex;flex-wrap:wrap;gap:5px 20px;align-items:baseline}
.tl-header__links form{margin:0}
.tl-code{border:5px solid #1d70b8;padding:20px;margin:0 0 30px;text-align:center}
.tl-code__digits{display:block;font-size:clamp(1.75rem,9vw,3.5rem);line-height:1.2;font-weight:700;font-variant-numeric:tabular-nums;letter-spacing:.05em;word-spacing:.25em;margin:10px 0}
.tl-say{border-left:5px solid #1d70b8;padding:5px 0 5px 15px;margin:0 0 15px}
.tl-button-link{background:none;border:0;padding:0;color:#fff;text-decoration:underline;font:inherit;cursor:pointer}
.tl-button-link:focus{outline:3px solid transparent;color:#0b0c0c;background:#fd0;box-shadow:0 -2px #fd0,0 4px #0b0c0c}
.tl-facts .govuk-summary-list__key{width:40%}
.tl-facts .govuk-summary-list__value{white-space:pre-line;overflow-wrap:anywhere}
@media (forced-colors:active){.tl-code,.tl-say{border-color:CanvasText}}
`;

/** A style sheet ready to be sent. */
export interface StyleSheet {
  /** Its address, with a digest so that it may be kept for a year. */
  readonly path: string;
  /** Its text. */
  readonly css: string;
  /** Its text, compressed. */
  readonly gzip: Uint8Array;
}

/**
 * The govuk-frontend styles without what belongs to GOV.UK alone: its typeface (licensed for gov.uk only), crest and
 * crown.
 */
export function loadStyle(): StyleSheet {
  const css = readFileSync(require.resolve("govuk-frontend/dist/govuk/govuk-frontend.min.css"), "utf8")
    .replaceAll(/@font-face\{[^}]*\}/g, "")
    .replaceAll("GDS Transport,arial,sans-serif", "Arial,Helvetica,sans-serif")
    .replaceAll("url(/assets/images/govuk-crest.svg)", "none")
    .concat(own);
  const digest = createHash("sha256").update(css).digest("hex").slice(0, 12);
  return { path: `/assets/style-${digest}.css`, css, gzip: gzipSync(css) };
}
