import { describe, expect, test } from "vitest";
import { escapeHtml, parseEmailBody, writeEmailBody } from "../../packages/notify/src/email-body.js";

const write = (content: string, values = {}) => writeEmailBody(parseEmailBody(content), values);

describe("an email's body", () => {
  test("has headings, paragraphs with line breaks, and lists, in both forms", () => {
    const { html, text } = write(
      "# What happens next\n\nDear ((name)),\nthank you.\n\n* one\n• two\n- three\n\nGoodbye",
      { name: "Jo" },
    );
    expect(html).toBe(
      "<h2>What happens next</h2>\n<p>Dear Jo,<br>thank you.</p>\n<ul><li>one</li><li>two</li><li>three</li></ul>\n<p>Goodbye</p>",
    );
    expect(text).toBe(
      `What happens next\n${"-".repeat(40)}\n\nDear Jo,\nthank you.\n\n* one\n* two\n* three\n\nGoodbye\n`,
    );
  });

  test("a list that follows a paragraph without a blank line is a list all the same", () => {
    expect(write("Bring:\r\n* a letter\r\n* a card").html).toBe(
      "<p>Bring:</p>\n<ul><li>a letter</li><li>a card</li></ul>",
    );
  });

  test("links stand in the template's words only", () => {
    const { html, text } = write(
      "See https://work.example/help. Or [your page](https://work.example/me?a=1&b=2). ((words))",
      {
        words: "[pay](https://evil.example) https://evil.example www.evil.example",
      },
    );
    expect(html.match(/<a /g)).toHaveLength(2);
    expect(html).toContain('<a href="https://work.example/help">https://work.example/help</a>.');
    expect(html).toContain('<a href="https://work.example/me?a=1&amp;b=2">your page</a>');
    expect(text).toContain("your page: https://work.example/me?a=1&b=2");
    expect(text).not.toContain("https://evil");
  });

  test("only https makes a link", () => {
    expect(write("http://work.example [x](javascript:alert(1))").html).not.toContain("<a ");
  });

  test("a value cannot make a heading, a list or markup", () => {
    const { html } = write("((a))", { a: "# big\n* item <script>alert('x')</script>" });
    expect(html).toBe("<p># big<br>* item &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</p>");
  });

  test("every character that means something in HTML is escaped", () => {
    expect(escapeHtml(`<a href="x" title='y'>&</a>`)).toBe(
      "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;&lt;/a&gt;",
    );
  });
});
