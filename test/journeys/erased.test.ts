import { expect, test } from "vitest";
import { people } from "../../demo/src/department.js";
import { newKeys } from "../../demo/src/keys.js";
import { appOf } from "../../demo/src/serve.js";
import { answers } from "../../demo/src/story/person.js";
import { createWorld } from "../../demo/src/world.js";
import { browse } from "../support/browsing.js";
import { opening } from "../support/store.js";

test("the pages of a person who was erased in mid-life answer, and show nothing of before", async () => {
  const { vault, open, subjects } = opening();
  const email = { send: async () => ({ reference: "none" }) };
  const app = appOf(await createWorld({ store: open({}), keys: await newKeys(), email }));
  const window = browse(app);
  await window.get("/");
  await window.post("/start", {});
  let next = await window.get("/form");
  while (next.at !== "/form/address") {
    const page = next.at.split("/").at(-1) ?? "";
    next =
      next.at === "/sign-in"
        ? await window.post("/sign-in", { account: people[0]?.party.id ?? "" })
        : await window.post(next.at, answers[page] ?? {});
  }
  const before = await window.get("/your-data");
  expect([before.status, before.text.includes("Siân")]).toEqual([200, true]);
  // What was told before sign-in is marked with the journey's own id: an erasure names that too.
  for (const subject of subjects()) await vault.destroy(subject);
  for (const path of ["/", "/form", "/form/name", "/your-data", "/help"]) {
    const page = await window.get(path);
    expect([path, page.status]).toEqual([path, 200]);
    expect(page.text.includes("Siân"), path).toBe(false);
  }
  await window.get("/form/name");
  const refused = await window.post("/form/name", answers["name"] ?? {});
  expect([refused.status, refused.text.includes("Siân")]).toEqual([409, false]);
  await window.post("/leave", {});
  expect((await window.get("/")).status).toBe(200);
});
