import { expect, test } from "vitest";
import { message, phone, service, setUp } from "../world.js";

test("a message is recorded once and looked up without its address and content", async () => {
  const { get, post } = await setUp();
  const sent = await post(service, "/notifications", message, "k");
  expect([sent.status, sent.json["status"]]).toEqual([201, "created"]);
  expect((await post(service, "/notifications", message, "k")).json).toEqual(sent.json);
  const found = await get(phone, `/notifications/${String(sent.json["id"])}`);
  expect(found.json).toEqual(sent.json);
  expect(found.text).not.toMatch(/blodwen|Quetzal/i);
});

test("an unknown template, language or place is refused by name", async () => {
  const { post } = await setUp();
  const send = async (changes: object) =>
    (await post(service, "/notifications", { ...message, ...changes })).code;
  expect(await send({ template: "other" })).toBe("notify/unknown-template");
  expect(await send({ templateVersion: 2 })).toBe("notify/unknown-template");
  expect(await send({ language: "cy" })).toBe("notify/unknown-language");
  expect(await send({ to: "nobody" })).toBe("notify/invalid-address");
  expect(await send({ data: {} })).toMatch(/^notify\/(invalid|missing)-personalisation$/);
  expect(await send({ from: "me" })).toBe("hub/invalid-request");
});
