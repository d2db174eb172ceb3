import { isThroughlineError } from "@throughline/core";
import { asBytes, asJson, asNothing, asText } from "@throughline/http";
import { describe, expect, test } from "vitest";
import * as z from "zod";

const bytes = (text: string) => new TextEncoder().encode(text);
const shape = asJson(z.strictObject({ people: z.array(z.strictObject({ name: z.string() })) }));

function detailsOf(text: string | Uint8Array): unknown {
  try {
    return shape.read(typeof text === "string" ? bytes(text) : text);
  } catch (error) {
    const isBare = isThroughlineError(error, "http/bad-response") && error.cause === undefined;
    return isBare ? error.details : error;
  }
}

describe("how an answer is read", () => {
  test("JSON by its schema", () => {
    expect(detailsOf('{"people":[{"name":"Siân"}]}')).toEqual({ people: [{ name: "Siân" }] });
    expect(detailsOf('{"people":[{"name":7}]}')).toEqual({
      reason: "unexpected shape",
      members: ["people.0.name"],
    });
    expect(detailsOf("{")).toEqual({ reason: "not JSON" });
    expect(detailsOf("")).toEqual({ reason: "not JSON" });
    expect(detailsOf(new Uint8Array([0xc3]))).toEqual({ reason: "not UTF-8" });
  });

  test("a thousand faults are not all told", () => {
    const many = JSON.stringify({ people: Array.from({ length: 1000 }, () => ({ name: 7 })) });
    expect((detailsOf(many) as { members: string[] }).members).toHaveLength(10);
  });

  test("text, bytes, nothing", () => {
    expect(asText.read(bytes("ŵ"))).toBe("ŵ");
    expect(() => asText.read(new Uint8Array([0xff]))).toThrow(
      expect.objectContaining({ code: "http/bad-response" }),
    );
    expect(asBytes.read(new Uint8Array([0xff]))).toEqual(new Uint8Array([0xff]));
    expect(asNothing.read(bytes("anything"))).toBeUndefined();
    expect([shape.accept, asBytes.accept]).toEqual(["application/json", "*/*"]);
  });
});
