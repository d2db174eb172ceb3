import { expect, test } from "vitest";
import { html, toHtml } from "../../../packages/forms/src/html/html.js";
import { checkedHref, postForm } from "../../../packages/forms/src/html/post-form.js";

test.each(["/a?b=c", "a", "", "?x", "#y", "//host/x", "https://a.example/", "HTTP://a.example"])(
  "%j leads to a page",
  (href) => {
    expect(checkedHref(href)).toBe(href);
  },
);

test.each([
  "javascript:1",
  "\tjavascript:1",
  "jav\nascript:1",
  "data:,x",
  "blob:x",
  "file:///etc",
  "mailto:x",
  "https://[",
])("%j is refused", (href) => {
  expect(() => checkedHref(href)).toThrow(RangeError);
});

test("a form is posted with what is hidden, its content and one button", () => {
  const made = toHtml(postForm({ language: "cy", action: "/a", hidden: { csrf: "t" } }, "Go", html`<p></p>`));
  expect(made.replaceAll("\n", "")).toBe(
    '<form action="/a" method="post" novalidate lang="cy"><input type="hidden" name="csrf" value="t"><p></p><button type="submit" class="govuk-button" data-module="govuk-button">Go</button></form>',
  );
});
