import { escapeHtml } from "@throughline/forms";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attributes, html, toHtml } from "../../../packages/forms/src/html/html.js";
import { readHtml } from "../html-reader.js";
import { hostileTexts } from "../support.js";

const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...hostileTexts));

describe("the one way to make HTML", () => {
  test("text stays text, in content and in attributes, whatever it is", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const made = toHtml(html`<p${attributes({ title: text })}>${text}</p>`);
        const [paragraph, ...others] = readHtml(made);
        const expected = text.replaceAll("\u0000", "\uFFFD");
        expect(others).toEqual([]);
        expect(paragraph?.text).toBe(expected);
        expect(paragraph?.attributes.get("title")).toBe(expected);
        expect(escapeHtml(text)).not.toMatch(/[<>"'`]/);
      }),
    );
  });

  test("what is already HTML is not escaped again", () => {
    expect(
      toHtml(html`<p>${html`<b>${"<"}</b>`}${[html`<i>1</i>`, html`<i>${2}</i>`]}${undefined}</p>`),
    ).toBe("<p><b>&lt;</b><i>1</i><i>2</i></p>");
  });

  test("nothing that came as JSON passes for HTML", () => {
    const forged: unknown = JSON.parse('{"Symbol(html)":"<script>","html":"<script>","~html":true}');
    expect(() => toHtml(html`${forged as string}`)).toThrow(TypeError);
  });

  test("attributes without a value are left out", () => {
    expect(
      toHtml(html`<p${attributes({ id: "a", class: undefined, title: [], lang: "", rel: ["x", "y"] })}></p>`),
    ).toBe('<p id="a" lang="" rel="x y"></p>');
  });
});
