import { describe, expect, test } from "vitest";
import {
  adapt,
  assess,
  noticeInput,
  organisation,
  person,
  phone,
  service,
  setUp,
  stranger,
} from "../world.js";

const spoken = { channel: "phone", evidence: { kind: "script", scriptVersion: "3" } };

describe("consent over HTTP", () => {
  test("a person's word is their own, whether or not they say whose it is", async () => {
    const { post, get, yes } = await setUp();
    expect((await post(person, "/consents/grant", yes)).json).toMatchObject({ subject: person.id });
    const named = await post(person, "/consents/refuse", { ...yes, subject: person.id });
    expect(named.json).toMatchObject({ subject: person.id, status: "refused" });
    const forged = await post(person, "/consents/grant", { ...yes, subject: stranger.id });
    expect([forged.status, forged.code]).toEqual([403, "consent/actor-not-allowed"]);
    expect((await get(stranger, "/consents/mine")).json).toEqual([]);
    expect((await get(person, "/consents/mine")).json).toMatchObject([{ status: "refused" }]);
  });

  test("staff name the person they write for, and are named in the record", async () => {
    const { post, yes } = await setUp();
    const nobody = await post(phone, "/consents/grant", { ...yes, ...spoken });
    expect([nobody.status, nobody.json["details"]]).toEqual([400, { fields: ["subject"] }]);
    const given = await post(phone, "/consents/grant", { ...yes, ...spoken, subject: person.id });
    expect(given.json).toMatchObject({ status: "given", standing: { recordedBy: { id: phone.id } } });
    const ticked = await post(phone, "/consents/grant", { ...yes, subject: person.id });
    expect(ticked.code).toBe("consent/recorder-does-not-fit");
    const back = { purpose: adapt.id, channel: "phone", subject: person.id };
    expect((await post(phone, "/consents/withdraw", back)).json).toMatchObject({ status: "withdrawn" });
  });

  test("a check follows what the person said, and a projection lets out only what it covers", async () => {
    const { post, yes } = await setUp();
    const question = { subject: person.id, purpose: adapt.id, recipient: organisation };
    const check = async () => {
      const { json } = await post(phone, "/consents/check", { ...question, facts: ["housing.situation"] });
      return json["decisions"]?.["housing.situation"] as unknown;
    };
    expect(await check()).toMatchObject({ permitted: false, reason: "no-record" });
    await post(person, "/consents/grant", yes);
    expect(await check()).toMatchObject({ permitted: true, reason: "given" });
    const data = { "housing.situation": "owner", "person.full-name": "Blodwen" };
    expect((await post(service, "/consents/project", { ...question, data })).json).toMatchObject({
      data: { "housing.situation": "owner" },
      withheld: [{ fact: "person.full-name", reason: "fact-not-covered" }],
    });
    await post(person, "/consents/withdraw", { purpose: adapt.id, channel: "web" });
    expect(await check()).toMatchObject({ permitted: false, reason: "withdrawn" });
  });

  test("purposes and notices are defined by services and read by all", async () => {
    const { post, get } = await setUp();
    const defined = await post(service, "/purposes", { ...assess, id: "work-support.other" });
    expect(defined.status).toBe(201);
    expect((await get(person, "/purposes/work-support.other")).json).toEqual(defined.json);
    const narrowed = await post(service, "/purposes", { ...assess, facts: ["work.history"] });
    expect(narrowed.code).toBe("consent/purpose-narrowed");
    const published = await post(service, "/notices", { ...noticeInput, texts: { cy: "Testun." } });
    const notice = await get(person, `/notices/${String(published.json["renderings"]?.["cy"])}`);
    expect(notice.json).toMatchObject({ language: "cy", text: "Testun." });
    expect((await get(person, `/notices/${"0".repeat(64)}`)).code).toBe("hub/not-found");
  });
});
