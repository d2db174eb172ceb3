import { describe, expect, test } from "vitest";
import { faultsOf, readHtml } from "./html-reader.js";

describe("the reader of the tests sees what is broken", () => {
  test.each([
    ["<p>", "left open"],
    ["<p></div>", "closes nothing"],
    ["<p>a & b</p>", "not escaped"],
    ['<p id="a" id="b"></p>', "attribute twice"],
    ["<p id='a'></p>", "not a tag"],
    ["<p><!-- x --></p>", "not a tag"],
    ["<P></P>", "not a tag"],
  ])("%s", (html, message) => {
    expect(() => readHtml(html)).toThrow(message);
  });

  test.each([
    ['<p id="a"></p><p id="a"></p>', "id twice: a"],
    ['<label for="a">x</label>', "label for nothing: a"],
    ['<p aria-describedby="a b" id="a"></p>', "described by nothing: b"],
    ['<a href="#a">x</a>', "links to nothing: #a"],
    ['<input id="a" type="text">', "no label: a"],
    ["<script></script>", "has script"],
    ['<p onclick="x"></p>', "has onclick="],
    ['<p style="x"></p>', "has style="],
  ])("%s", (html, fault) => {
    expect(faultsOf(html)).toContain(fault);
  });
});
