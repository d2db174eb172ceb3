import { type Address, type AnswerValue, addressSchema } from "../answer-value.js";
import { cleanLine, lengthOf } from "../clean.js";
import type { Fault, IssueCode, Reading } from "../issue.js";
import type { AddressQuestion } from "../question.js";
import { type Behaviour, type FieldInput, fieldOf } from "./behaviour.js";
import { toPostcode } from "./postcode.js";

/** The fields of an address, in order. */
export const addressParts = ["line-1", "line-2", "town", "postcode"] as const;

/** One field of an address. */
export type AddressPart = (typeof addressParts)[number];

/** Name of the field of one part. */
export function addressField(question: AddressQuestion, part: AddressPart): string {
  return `${question.id}-${part}`;
}

const needed: Readonly<Partial<Record<AddressPart, IssueCode>>> = {
  "line-1": "address-line-required",
  town: "address-town-required",
  postcode: "address-postcode-required",
};

/** Longest text of a part, in characters: what the fact type takes. */
const longest: Readonly<Record<AddressPart, number>> = {
  "line-1": 200,
  "line-2": 200,
  town: 100,
  postcode: 12,
};

function faultOf(question: AddressQuestion, part: AddressPart, typed: string): Fault | undefined {
  const fields: Fault["fields"] = [addressField(question, part)];
  const required = needed[part];
  if (typed === "") return required === undefined ? undefined : { code: required, fields };
  if (part === "postcode") {
    return toPostcode(typed) === undefined ? { code: "address-postcode-invalid", fields } : undefined;
  }
  return lengthOf(typed) > longest[part] ? { code: "too-long", fields, max: longest[part] } : undefined;
}

function readAddress(question: AddressQuestion, input: FieldInput): Reading {
  const typed = (part: AddressPart) => cleanLine(fieldOf(input, addressField(question, part)));
  const blank = addressParts.every((part) => typed(part) === "");
  if (blank && question.optional === true) return { value: null };
  const faults = addressParts.flatMap((part) => faultOf(question, part, typed(part)) ?? []);
  if (faults.length > 0) return { faults };
  const value: Address = {
    lines: [typed("line-1"), typed("line-2")].filter((line) => line !== ""),
    town: typed("town"),
    postcode: toPostcode(typed("postcode")) ?? "",
    country: "GB",
  };
  return { value };
}

function addressOf(value: AnswerValue): Address | undefined {
  return typeof value === "object" && value !== null ? value : undefined;
}

/** A postal address in four fields. A known one of more than two lines shows the rest of them in the second. */
export const address: Behaviour<AddressQuestion> = {
  fields: (question) => [
    addressField(question, "line-1"),
    addressField(question, "line-2"),
    addressField(question, "town"),
    addressField(question, "postcode"),
  ],
  read: readAddress,
  write(question, value) {
    const known = addressOf(value);
    return {
      [addressField(question, "line-1")]: known?.lines[0] ?? "",
      [addressField(question, "line-2")]: known?.lines.slice(1).join(", ") ?? "",
      [addressField(question, "town")]: known?.town ?? "",
      [addressField(question, "postcode")]: known?.postcode ?? "",
    };
  },
  fits: (_question, value) => addressSchema.safeParse(value).success,
  lines(_question, value) {
    const known = addressOf(value);
    return known === undefined ? [] : [...known.lines, known.town, known.postcode];
  },
};
