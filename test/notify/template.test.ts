import { defineTemplate } from "@throughline/notify";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { received } from "./support.js";

const input = {
  id: "t",
  version: 1,
  purpose: "p",
  schema: z.strictObject({ name: z.string(), extra: z.string().optional() }),
  content: { en: { email: { subject: "s", body: "b ((extra))" } } },
};

describe("a template", () => {
  test("gives a whole document in the language asked for", () => {
    const { html, text, subject, language } = received.render({ name: "Siân" }, "cy");
    expect(language).toBe("cy");
    expect(subject).toBe("Mae gennym eich atebion, Siân");
    expect(html).toContain('<html lang="cy">');
    expect(html).toContain("<title>Mae gennym eich atebion, Siân</title>");
    expect(text).toContain("ŵ ŷ – https://work.example/cy");
    expect(received.languages).toEqual(["en", "cy"]);
  });

  test("keeps a subject on one line and free of links", () => {
    const { subject } = received.render({ name: "x\r\nBcc: a@evil.example" }, "en");
    expect(subject).not.toMatch(/[\r\n]/);
    expect(subject).not.toContain("a@evil.example");
  });

  test("refuses a language, a field or a value it does not have, by name", () => {
    expect(() => received.render({ name: "x" }, "fr")).toThrow(
      expect.objectContaining({ code: "notify/unknown-language", details: { language: "fr" } }),
    );
    const needy = defineTemplate(input);
    expect(() => needy.render({ name: "x" }, "en")).toThrow(
      expect.objectContaining({ code: "notify/missing-personalisation", details: { fields: ["extra"] } }),
    );
    expect(() => needy.check({ name: 1, nonsense: "canary" })).toThrow(
      expect.objectContaining({ code: "notify/invalid-personalisation" }),
    );
  });

  test("has another hash with every change of content", () => {
    const changed = { ...input, content: { en: { email: { subject: "s2", body: "b ((extra))" } } } };
    expect(defineTemplate(input).hash).toBe(defineTemplate(input).hash);
    expect(defineTemplate(changed).hash).not.toBe(defineTemplate(input).hash);
  });

  test.each([
    ["id", { id: "No Spaces" }],
    ["version", { version: 0 }],
    ["content", { content: {} }],
    ["subject", { content: { en: { email: { subject: " ", body: "b" } } } }],
    ["subject", { content: { en: { email: { subject: "a\nb", body: "b" } } } }],
    ["body", { content: { en: { email: { subject: "s", body: "\n" } } } }],
  ])("is refused for its %s", (part, change) => {
    expect(() => defineTemplate({ ...input, ...change })).toThrow(
      expect.objectContaining({ code: "notify/invalid-template", details: { part } }),
    );
  });
});
