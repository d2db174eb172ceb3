import { type Actor, LedgerError, recordOf, transact } from "@throughline/core";
import { createCourier, generateWebhookSecret } from "@throughline/http";
import { describe, expect, test } from "vitest";
import { createTurn, type TurnOptions } from "../../../packages/http/src/courier/turn.js";
import { testStore } from "../../support/store.js";
import { testClock } from "../support/post-office.js";
import { json, localClient, serve } from "../support/server.js";

const actor: Actor = { kind: "service", id: "courier", organisation: "work" };
const record = recordOf("parcel", "prc_1");
const timer = { record, name: "try", due: "2026-11-23T10:00:00.000Z", lease: "x" };

async function setUp(changed: Partial<TurnOptions> = {}) {
  const clock = testClock();
  const store = testStore({ clock: () => clock.now });
  const server = await serve(json(500, {}));
  const secret = generateWebhookSecret();
  const options = {
    ledger: store,
    timers: store.timers,
    organisation: "work",
    http: localClient(),
    peers: { find: async (organisation: string) => ({ organisation, endpoint: server.url, keys: [] }) },
    keys: async () => [secret],
    tryTimeoutMs: 1000,
  };
  const courier = createCourier(options);
  const parcel = { id: "prc_1", to: "housing", type: "handoff.offer", data: {} };
  await transact(store, async () => [await courier.prepare(parcel)]);
  const turn = createTurn({ ...options, actor, ...changed });
  const attempts = async () => (await store.get(record)).record?.state["attempts"];
  return { clock, server, turn, attempts, courier };
}

describe("a parcel's turn", () => {
  test("is one try and its record; a lease from before finds nothing due", async () => {
    const { turn, server, attempts } = await setUp();
    await turn(timer);
    await turn(timer);
    expect([server.seen.length, await attempts()]).toEqual([1, 1]);
  });

  test("two workers that make the same try at once record one", async () => {
    const { turn, server, attempts } = await setUp();
    await Promise.all([turn(timer), turn(timer)]);
    expect([server.seen.length, await attempts()]).toEqual([2, 1]);
  });

  test("a peer that is not known any more is a failure that may pass", async () => {
    const { turn, server, attempts, courier } = await setUp({ peers: { find: async () => undefined } });
    await turn(timer);
    expect([server.seen.length, await attempts(), await courier.status("prc_1")]).toEqual([0, 1, "waiting"]);
  });

  test.each(["keys", "peers"] as const)(
    "is a try, and told, also where the %s failed on our own side",
    async (part) => {
      const lost = async () => Promise.reject(new TypeError("fetch failed"));
      const { turn, server, attempts, courier } = await setUp(
        part === "keys" ? { keys: lost } : { peers: { find: lost } },
      );
      await expect(turn(timer)).rejects.toThrow("fetch failed");
      expect([server.seen.length, await attempts(), await courier.status("prc_1")]).toEqual([
        0,
        1,
        "waiting",
      ]);
    },
  );

  test("ends a parcel one day whose keys never come, and counts nothing that the ledger refused", async () => {
    const keys = async () => Promise.reject(new LedgerError("ledger/unavailable"));
    const { turn, attempts } = await setUp({ keys });
    await expect(turn(timer)).rejects.toMatchObject({ code: "ledger/unavailable" });
    expect(await attempts()).toBe(0);
    const lost = await setUp({ keys: async () => Promise.reject(new TypeError("fetch failed")) });
    for (let at = 0; at < 10; at += 1) {
      await lost.turn(timer).catch(() => undefined);
      lost.clock.pass(2 * 86_400);
    }
    expect(await lost.courier.status("prc_1")).toBe("given-up");
  });

  test("a parcel that is not there, or is another organisation's, is left alone", async () => {
    const { turn, server, attempts } = await setUp({ organisation: "other" });
    await turn(timer);
    await turn({ ...timer, record: recordOf("parcel", "prc_none") });
    expect([server.seen.length, await attempts()]).toEqual([0, 0]);
  });
});
