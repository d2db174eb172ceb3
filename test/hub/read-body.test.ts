import { describe, expect, test } from "vitest";
import { readJson } from "../../packages/hub/src/read-body.js";

const request = (body: BodyInit, type = "application/json") =>
  new Request("https://hub.example/", { method: "POST", body, headers: { "content-type": type } });

describe("reading a JSON body", () => {
  test("takes any JSON up to the limit, to the byte", async () => {
    expect(await readJson(request('{"a":"é"}'), 10)).toEqual({ a: "é" });
    await expect(readJson(request('{"a":"é"}'), 9)).rejects.toMatchObject({
      code: "hub/body-too-large",
      details: { limitBytes: 9 },
    });
    expect(await readJson(request("1", "Application/JSON; charset=utf-8"), 10)).toBe(1);
  });

  test.each([
    ["no type", new Request("https://hub.example/", { method: "POST", body: new Uint8Array([0x31]) })],
    ["another type", request("1", "application/json+nonsense")],
    [
      "no body",
      new Request("https://hub.example/", {
        method: "POST",
        headers: { "content-type": "application/json" },
      }),
    ],
    ["an empty body", request("")],
    ["bytes that are not UTF-8", request(new Uint8Array([0x22, 0xff, 0x22]))],
  ])("refuses %s", async (_, bad) => {
    await expect(readJson(bad, 100)).rejects.toMatchObject({ code: "hub/not-json" });
  });
});
