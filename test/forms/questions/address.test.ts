import {
  type AddressQuestion,
  answerLines,
  answerPage,
  type FieldInput,
  issueMessage,
} from "@throughline/forms";
import { describe, expect, test } from "vitest";
import { both, by, fact, formOf, start } from "../support.js";

const home: AddressQuestion = {
  id: "home",
  type: "address",
  label: both("Address"),
  fact: "address.current",
};
const form = formOf(home);
const good = { "home-line-1": "4 Mill Lane", "home-town": "Swansea", "home-postcode": "sa11aa" };
const give = (input: FieldInput, known = start(form)) => answerPage(form, known, "page", input, by());
const told = (input: FieldInput) => {
  const result = give(input);
  return result.ok
    ? []
    : result.issues.map((issue) => `${issue.fields[0]}: ${issueMessage(form, issue, "en")}`);
};

describe("an address", () => {
  test("is kept in the shape of its fact, without the line left blank", () => {
    const result = give({ ...good, "home-line-2": "  " });
    expect(result.ok && result.response.answers[0]?.value).toEqual({
      lines: ["4 Mill Lane"],
      town: "Swansea",
      postcode: "SA1 1AA",
      country: "GB",
    });
  });

  test("tells of every part that is missing, beside its field", () => {
    expect(told({})).toEqual([
      "home-line-1: Enter address line 1, typically the building and street",
      "home-town: Enter a town or city",
      "home-postcode: Enter a postcode",
    ]);
    expect(told({ ...good, "home-postcode": "SA1" })).toEqual(["home-postcode: Enter a full UK postcode"]);
    expect(told({ ...good, "home-line-2": "x".repeat(201) })[0]).toMatch("home-line-2: Address must be 200");
  });

  test("may be left blank where it is optional, but not half filled in", () => {
    const optional = formOf({ ...home, optional: true });
    const blank = answerPage(optional, start(optional), "page", {}, by());
    expect(blank.ok && blank.response.answers[0]?.value).toBeNull();
    expect(answerPage(optional, start(optional), "page", { "home-town": "Swansea" }, by()).ok).toBe(false);
  });

  test("of four lines that is already known stays whole when it is confirmed in two", () => {
    const value = {
      lines: ["Flat 2", "Mill House", "Mill Lane", "Uplands"],
      town: "Swansea",
      postcode: "SA1 1AA",
      country: "GB",
    };
    const known = start(form, [fact("address.current", value)]);
    const shown = { ...good, "home-line-1": "Flat 2", "home-line-2": "Mill House, Mill Lane, Uplands" };
    const result = give(shown, known);
    expect(result.ok && result.response.answers[0]).toMatchObject({ origin: "confirmed", value });
    expect(
      answerLines(home, result.ok ? (result.response.answers[0]?.value ?? null) : null, "en"),
    ).toHaveLength(6);
  });
});
