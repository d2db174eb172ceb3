import { createHash } from "node:crypto";
import { type Notice, noticeHash, noticeInputSchema, noticeSchema } from "@throughline/consent";
import { expect, test } from "vitest";
import { noticesOf, renderingsOf, supersededBy } from "../../packages/consent/src/notice.js";
import { adapt, start, texts } from "./support.js";

const purposeVersion = "a".repeat(64);
const input = { purpose: adapt.id, texts, material: true };

test("a rendering is known by the SHA-256 of its canonical JSON", () => {
  const notice: Notice = {
    document: "throughline.notice/1",
    purpose: "a",
    purposeVersion,
    language: "en",
    text: "Iechyd â “dyfynodau”",
  };
  const canonical = `{"document":"throughline.notice/1","language":"en","purpose":"a","purposeVersion":"${purposeVersion}","text":"Iechyd â “dyfynodau”"}`;
  expect(noticeHash(noticeSchema.parse(notice))).toBe(createHash("sha256").update(canonical).digest("hex"));
});

test("each language is a rendering of its own", () => {
  const notices = noticesOf(input, purposeVersion);
  expect(notices.map(({ language, text }) => [language, text])).toEqual(Object.entries(texts));
  expect(renderingsOf(input, purposeVersion)).toEqual(
    Object.fromEntries(notices.map((notice) => [notice.language, noticeHash(notice)])),
  );
});

test("only a later material notice supersedes", () => {
  const published = [true, false, true].map((material, index) => ({
    version: index + 1,
    material,
    purposeVersion,
    renderings: {},
    publishedAt: start,
  }));
  expect([1, 2, 3].map((version) => supersededBy(published, version)?.version)).toEqual([3, 3, undefined]);
  expect(supersededBy(published.slice(0, 2), 1)).toBeUndefined();
});

test.each([
  ["another version of the document", { document: "throughline.notice/2" }],
  ["no text", { text: "" }],
  ["something more", { colour: "red" }],
])("a document with %s is refused", (_, changes) => {
  const [notice] = noticesOf(input, purposeVersion);
  expect(noticeSchema.safeParse(notice).success).toBe(true);
  expect(noticeSchema.safeParse({ ...notice, ...changes }).success).toBe(false);
});

test.each(["__proto__", "EN", "english language", ""])("'%s' is no language", (language) => {
  const made = { ...input, texts: Object.fromEntries([[language, "Text"]]) };
  expect(noticeInputSchema.safeParse(made).success).toBe(false);
});
