import { expect, test } from "vitest";
import { call, desk, offered, phone, setUp } from "../world.js";

test("a claim is its key's: the same again gives the same grant, another key finds nothing", async () => {
  const world = await setUp();
  const { code } = await offered(world);
  const claim = { code, presence: call };
  const first = await world.post(phone, "/handoffs/claim", claim, "claim-1");
  expect(first.json).toMatchObject({ ok: true });
  expect((await world.post(phone, "/handoffs/claim", claim, "claim-1")).json).toEqual(first.json);
  expect((await world.post(phone, "/handoffs/claim", claim, "claim-2")).json).toEqual({
    ok: false,
    reason: "not-found",
  });
});

test("another unit finds nothing, by code or from the queue", async () => {
  const world = await setUp();
  const { code, handoff } = await offered(world);
  const presence = { kind: "desk", id: "desk-4" };
  expect((await world.post(desk, "/handoffs/claim", { code, presence })).json).toMatchObject({ ok: false });
  const queue = await world.post(desk, `/handoffs/${handoff}/claim`, { presence });
  expect([queue.status, queue.json["ok"] === true]).not.toEqual([200, true]);
});

test("a code that cannot be one says so at no cost", async () => {
  const { post } = await setUp();
  const tried = await post(phone, "/handoffs/claim", { code: "12", presence: call });
  expect([tried.status, tried.code]).toEqual([400, "journey/code-malformed"]);
  expect((await post(phone, "/handoffs/claim", { code: "12", presence: call, claimId: "x" })).code).toBe(
    "hub/invalid-request",
  );
});
