import { type CoreError, isThroughlineError, parseCloudEvent } from "@throughline/core";
import { describe, expect, test } from "vitest";
import { vectorJson } from "../support/vectors.js";

interface Case {
  readonly id: string;
  readonly event: Readonly<Record<string, unknown>>;
}

const file = vectorJson("events/cloudevents-json.json") as
  | { readonly valid: readonly Case[]; readonly invalid: readonly Case[] }
  | undefined;
const { valid, invalid } = file ?? { valid: [], invalid: [] };

/** The attributes that each invalid event is refused for; the name in a case says what is wrong with it. */
const culprits: Readonly<Record<string, readonly string[]>> = {
  invalidNoSpecVersion: ["specversion"],
  invalidNoId: ["id"],
  invalidTimeToMinute: ["time"],
  invalidNonRfc2046DataContentType: ["datacontenttype"],
  invalidEmptyDataSchema: ["dataschema"],
  invalidObjectId: ["id"],
  invalidCapitalizedExtension: ["(extension)"],
  invalidBothDataAndDataBase64: ["data", "data_base64"],
};

describe.skipIf(file === undefined)("the events of the CloudEvents conformance suite", () => {
  test("are 10 valid and 25 invalid", () => {
    expect([valid.length, invalid.length]).toEqual([10, 25]);
  });

  test.each(valid.map((each) => [each.id, each.event] as const))("%s is read", (_, event) => {
    const read = parseCloudEvent(event);
    const { time, ...rest } = event;
    const present = Object.entries(rest).filter(([, content]) => content !== null);
    const instant = typeof time === "string" ? { time: new Date(time).toISOString() } : {};
    expect(read).toEqual({ ...Object.fromEntries(present), ...instant });
    expect(Object.values(read)).not.toContain(null);
  });

  test.each(invalid.map((each) => [each.id, each.event] as const))("%s is refused", (id, event) => {
    const error = (() => {
      try {
        return parseCloudEvent(event);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(isThroughlineError(error, "core/invalid-event")).toBe(true);
    const named = (error as CoreError).details["attributes"];
    expect(named).toEqual(culprits[id] ?? named);
    expect(named).not.toEqual([]);
  });
});
