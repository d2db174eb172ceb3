import { expect, test } from "vitest";
import * as z from "zod";
import { atHome } from "../../packages/hub/src/home.js";
import { operation } from "../../packages/hub/src/operation.js";

const tell = operation({
  id: "tell",
  capability: "consent",
  method: "get",
  path: "/tell",
  summary: "Tells.",
  actors: ["person"],
  answer: z.string(),
  run: async () => "told",
});
const call = { params: {}, query: {}, idempotencyKey: "" };

test("an operation at home answers its own organisation and no other", async () => {
  const home = atHome("work", tell);
  const asked = (organisation: string) =>
    home.run({ ...call, actor: { kind: "person", id: "p-1", organisation } } as never);
  expect(await asked("work")).toBe("told");
  for (const organisation of ["tax", "", "Work", "work "]) {
    await expect(asked(organisation)).rejects.toMatchObject({ code: "hub/other-organisation" });
  }
  expect(home).toMatchObject({ id: "tell", path: "/tell", actors: ["person"] });
});
