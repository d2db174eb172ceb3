import { answerPage, defineForm, issueMessage } from "@throughline/forms";
import { describe, expect, test } from "vitest";
import { both, by, start } from "./support.js";

describe("an answer that its fact type does not take", () => {
  const form = defineForm({
    version: 1,
    id: "contact",
    title: both("Contact"),
    pages: [
      {
        id: "page",
        title: both("Contact"),
        questions: [
          { id: "email", type: "text", label: both("Email"), fact: "contact.email", optional: true },
          { id: "other", type: "text", label: both("Other"), optional: true },
        ],
      },
    ],
  });
  const give = (email: string) => answerPage(form, start(form), "page", { email, other: "x" }, by());

  test("is told so in words for that fact", () => {
    const result = give("carys");
    expect(result.ok ? [] : result.issues).toEqual([
      { question: "email", code: "wrong-format", fields: ["email"] },
    ]);
    expect(result.ok ? "" : result.issues.map((issue) => issueMessage(form, issue, "en")).join()).toBe(
      "Enter an email address in the correct format, like name@example.com",
    );
  });

  test("is not asked of one that was left blank, or that fits", () => {
    expect([give("").ok, give("carys@example.com").ok]).toEqual([true, true]);
  });
});
