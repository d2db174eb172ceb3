import { createHash } from "node:crypto";
import { purposeSchema, purposeVersion, specialCategoryConditions } from "@throughline/consent";
import { expect, test } from "vitest";
import { purposeOf } from "../../packages/consent/src/purpose.js";
import { adapt, assess } from "./support.js";

test("a purpose is known by the SHA-256 of its canonical JSON", () => {
  const canonical =
    '{"basis":"public-task","document":"throughline.purpose/1","facts":["person.full-name","work.history"],' +
    '"grantChannels":[],"id":"work-support.assess","recipients":["work-and-careers"],' +
    '"title":{"en":"Assess what work support you need"},"withdrawalChannels":[]}';
  expect(purposeVersion(purposeOf(assess))).toBe(createHash("sha256").update(canonical).digest("hex"));
});

test("the order in which lists are written makes no difference, their content does", () => {
  const turned = {
    ...adapt,
    facts: [...adapt.facts].reverse(),
    recipients: [...adapt.recipients].reverse(),
    grantChannels: [...adapt.grantChannels].reverse(),
    withdrawalChannels: [...adapt.withdrawalChannels].reverse(),
  };
  expect(purposeVersion(purposeOf(turned))).toBe(purposeVersion(purposeOf(adapt)));
  expect(purposeVersion(purposeOf({ ...adapt, validForSeconds: 1 }))).not.toBe(
    purposeVersion(purposeOf(adapt)),
  );
});

test("a newer document is refused", () => {
  const purpose = purposeOf(adapt);
  expect(purposeSchema.parse(purpose)).toEqual(purpose);
  expect(purposeSchema.safeParse({ ...purpose, document: "throughline.purpose/2" }).success).toBe(false);
  expect(purposeSchema.safeParse({ ...purpose, more: true }).success).toBe(false);
});

test("Article 9(2) has ten conditions", () => {
  expect(new Set(specialCategoryConditions).size).toBe(10);
});
