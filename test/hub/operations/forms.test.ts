import { defineForm, parseForm } from "@throughline/forms";
import { formsOperations } from "@throughline/hub";
import { expect, test } from "vitest";
import { person, service, setUp } from "../world.js";

test("a published form comes whole, with the hash that proves it", async () => {
  const { get } = await setUp();
  const { json, status } = await get(person, "/forms/work-support");
  expect(status).toBe(200);
  expect(parseForm(json["definition"]).hash).toBe(json["hash"]);
  expect((await get(service, "/forms/other")).code).toBe("hub/not-found");
  expect((await get(service, "/forms/__proto__")).code).toBe("hub/not-found");
});

test("two forms of one id are refused when the hub is made", async () => {
  const { get } = await setUp();
  const { json } = await get(person, "/forms/work-support");
  const form = defineForm(json["definition"] as never);
  expect(() => formsOperations({ forms: [form, form] })).toThrow(RangeError);
});
