import { describe, expect, test } from "vitest";
import { handoffRecord, journeyRecord, keyed, parsed } from "../../packages/journey/src/foundation.js";
import { grantSchema } from "../../packages/journey/src/model.js";
import { codeOf, person, phone } from "./support.js";

const foundation = { organisation: "work" } as Parameters<typeof keyed>[0];

describe("what every operation stands on", () => {
  test("a key is good for one actor of one organisation and one operation", () => {
    const keys = [
      keyed(foundation, "a", { actor: person, idempotencyKey: "k" }, 1),
      keyed(foundation, "b", { actor: person, idempotencyKey: "k" }, 1),
      keyed(foundation, "a", { actor: phone, idempotencyKey: "k" }, 1),
      keyed(foundation, "a", { actor: { ...person, organisation: "x" }, idempotencyKey: "k" }, 1),
    ];
    expect(new Set(keys.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(4);
    expect(keyed(foundation, "a", { actor: person }, 1)).toEqual({});
    expect(keyed(foundation, "a", { actor: person, idempotencyKey: "k" }, 2).fingerprint).not.toBe(
      keys[0]?.fingerprint,
    );
  });

  test.each([
    "",
    "jrn_",
    "jrn_x",
    "hnd_00000000-0000-7000-8000-000000000000",
    "jrn_00000000-0000-7000-8000-00000000000/",
  ])("%j is no journey's id", (id) => {
    expect(() => journeyRecord(id)).toThrow(expect.objectContaining({ code: "journey/not-found" }));
  });

  test("an id of one kind is no address of another", () => {
    const id = "00000000-0000-7000-8000-000000000000";
    expect(handoffRecord(`hnd_${id}`)).toBe(`handoff/hnd_${id}`);
    expect(() => handoffRecord(`jrn_${id}`)).toThrow();
  });

  test("what is wrong is named by field, never by value", async () => {
    const bad = { handoff: "secret", version: "secret", epoch: 1 };
    const fields = ["handoff", "version"];
    const named = expect.objectContaining({ code: "journey/invalid-input", details: { fields } }) as Error;
    expect(() => parsed(grantSchema, bad)).toThrow(named);
    const said = codeOf(Promise.resolve().then(() => parsed(grantSchema, bad)));
    expect(await said).not.toContain("secret");
  });
});
