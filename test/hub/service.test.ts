import { describe, expect, test } from "vitest";
import { echo, fail, setUp } from "./support.js";

describe("a hub", () => {
  test("offers only what it is given", async () => {
    const { call, hub } = await setUp({ operations: [fail] });
    expect((await call("POST", "/things/1/echo", { body: {} })).json["code"]).toBe("hub/not-found");
    expect(Object.keys(hub.openapi.paths)).toEqual(["/fail"]);
  });

  test("is not made of operations that hide each other, or with a limit that limits nothing", async () => {
    await expect(setUp({ operations: [echo, { ...echo, path: "/other" }] })).rejects.toThrow(RangeError);
    await expect(setUp({ operations: [echo, { ...echo, id: "other" }] })).rejects.toThrow(RangeError);
    await expect(setUp({ bodyLimit: 1e12 })).rejects.toThrow(RangeError);
  });
});
