import { describe, expect, test } from "vitest";
import { requests } from "./requests.js";
import { begin, definition, person, setUp } from "./world.js";

/** What is meant to differ: a code is shown once, and a projection's hash is salted anew at each reading. */
function lasting(text: string): unknown {
  const changing = text.replace(/"code":"[\d ]+"/, '"code":""').replace(/"hash":"[0-9a-f]{64}"/, '"hash":""');
  return JSON.parse(changing) as unknown;
}

describe("the same request under the same key", () => {
  test("is tried here for every operation that changes something", async () => {
    const { operations } = await setUp();
    const posts = operations.filter(({ method }) => method === "post").map(({ id }) => id);
    expect(Object.keys(requests).sort()).toEqual(posts.sort());
  });

  test.each(Object.entries(requests))("%s gives the same answer", async (_, request) => {
    const world = await setUp();
    const [caller, path, body] = await request(world);
    const first = await world.post(caller, path, body, "key-1");
    expect([200, 201], first.text).toContain(first.status);
    const second = await world.post(caller, path, body, "key-1");
    expect([second.status, lasting(second.text)]).toEqual([first.status, lasting(first.text)]);
    expect(world.unexpected).toEqual([]);
  });

  test("counts once: facts, asks and messages", async () => {
    const world = await setUp();
    const journey = await begin(world);
    const ask = { ask: { type: "work.history", how: "asked", channel: "web" } };
    for (const key of ["k", "k", "k"]) await world.post(person, `/journeys/${journey}/asks`, ask, key);
    const { json } = await world.get(person, `/journeys/${journey}`);
    expect(json["asks"]).toMatchObject({ "work.history": { asked: 1 } });
  });

  test("is refused for another request", async () => {
    const world = await setUp();
    await world.post(person, "/journeys", { definition, channel: "web" }, "k");
    const other = await world.post(person, "/journeys", { definition, channel: "app" }, "k");
    expect([other.status, other.code]).toEqual([422, "ledger/key-reused"]);
  });
});
