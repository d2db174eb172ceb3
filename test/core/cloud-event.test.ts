import { type CoreError, parseCloudEvent } from "@throughline/core";
import { describe, expect, test } from "vitest";

const minimal = { specversion: "1.0", id: "1", source: "/here", type: "a.b" };

function attributesOf(event: unknown): unknown {
  try {
    return parseCloudEvent(event);
  } catch (error) {
    return (error as CoreError).details["attributes"];
  }
}

describe("parseCloudEvent", () => {
  test("reads time in any offset as UTC with milliseconds", () => {
    const read = parseCloudEvent({ ...minimal, time: "2026-11-23T11:00:00.123456789+01:00" });
    expect(read.time).toBe("2026-11-23T10:00:00.123Z");
  });

  test("keeps data of any JSON, also null and empty, and takes other nulls as absent", () => {
    for (const data of [null, "", 0, false, [], { a: [1] }]) {
      expect(parseCloudEvent({ ...minimal, subject: null, data })).toEqual({ ...minimal, data });
    }
    expect(parseCloudEvent({ ...minimal, data_base64: "TWE=" })).toEqual({ ...minimal, data_base64: "TWE=" });
  });

  test.each([
    [{ ...minimal, time: "9999-12-31T23:59:59-01:00" }, ["time"]],
    [{ ...minimal, time: "2026-02-29T10:00:00Z" }, ["time"]],
    [{ ...minimal, time: "2026-11-23" }, ["time"]],
    [{ ...minimal, source: "https://a b" }, ["source"]],
    [{ ...minimal, source: "%zz" }, ["source"]],
    [{ ...minimal, dataschema: "/relative" }, ["dataschema"]],
    [{ ...minimal, datacontenttype: "a/b; c" }, ["datacontenttype"]],
    [{ ...minimal, type: "line\nfeed" }, ["type"]],
    [{ ...minimal, subject: "\uDC00" }, ["subject"]],
    [{ ...minimal, data_base64: "not base64!" }, ["data_base64"]],
    [{ ...minimal, data: "\uDC00" }, ["data"]],
    [
      { ...minimal, data: null, data_base64: null },
      { ...minimal, data: null },
    ],
    [{ ...minimal, data: 1, data_base64: "TWE=" }, ["data", "data_base64"]],
    [{ ...minimal, z: 1.5, a: 1.5 }, ["a", "z"]],
    [{ ...minimal, ext: 1.5 }, ["ext"]],
    [{ ...minimal, ext: 2 ** 31 }, ["ext"]],
    [{ ...minimal, ext: { a: 1 } }, ["ext"]],
    [{ ...minimal, ext: "tab\t" }, ["ext"]],
    [{ specversion: "1.0" }, ["id", "source", "type"]],
    [[], []],
    [null, []],
    ["text", []],
  ])("of %j gives %j", (event, expected) => {
    expect(attributesOf(event)).toEqual(expected);
  });

  test("does not repeat names from outside that may hold anything", () => {
    const names = { "ann@example.org": "x", toString: "y", Upper: 1 };
    expect(attributesOf({ ...minimal, ...names })).toEqual(["(extension)"]);
    const proto: unknown = JSON.parse(
      `{"specversion":"1.0","id":"1","source":"/","type":"a","__proto__":{"x":1}}`,
    );
    expect(attributesOf(proto)).toEqual(["(extension)"]);
  });

  test("names twenty of them at most", () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`e${n + 10}`, 1.5]));
    expect(attributesOf({ ...minimal, ...many })).toEqual(Object.keys(many).slice(0, 20));
  });

  test("refuses data that is nested past any reason", () => {
    const deep: unknown = JSON.parse(`${"[".repeat(20_000)}${"]".repeat(20_000)}`);
    expect(attributesOf({ ...minimal, data: deep })).toEqual(["data"]);
  });
});
