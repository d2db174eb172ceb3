import { treeHeadSchema } from "@throughline/core/transparency";
import { expect, test } from "vitest";
import { expectPublished, golden } from "./schema.js";

test("the published schema and the example of version 1", async () => {
  await expectPublished(
    "tree-head.v1",
    "A tree head: what a transparency log is at one moment",
    treeHeadSchema,
  );
});

test.each([
  ["size", 0],
  ["size", 1.5],
  ["size", 2 ** 53],
  ["root", "AB".repeat(32)],
  ["root", "ab".repeat(31)],
  ["log", ""],
  ["time", "2026-11-23T10:00:00Z"],
  ["version", 2],
])("a head whose %s is %s is none", (member, value) => {
  expect(treeHeadSchema.safeParse({ ...golden("tree-head.v1"), [member]: value }).success).toBe(false);
});
