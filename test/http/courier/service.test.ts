import type { ServerResponse } from "node:http";
import { createRepository, type Ledger, LedgerError, personal, recordOf, transact } from "@throughline/core";
import {
  createCourier,
  createInbox,
  fixedPeers,
  generateWebhookKeyPair,
  generateWebhookSecret,
} from "@throughline/http";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testStore } from "../../support/store.js";
import {
  clerk,
  counting,
  countOf,
  host,
  postOffice,
  type Road,
  tally,
  tallyOf,
  testClock,
} from "../support/post-office.js";
import { inTurn, json, localClient, refusal, serve } from "../support/server.js";

/** A courier to a server that only answers, for what an inbox never says. */
async function to(listener: Parameters<typeof serve>[0]) {
  const clock = testClock();
  const store = testStore({ clock: () => clock.now });
  const server = await serve(listener);
  const endpoints = { at: `${server.url}/a` };
  const courier = createCourier({
    ledger: store,
    timers: store.timers,
    organisation: "work",
    http: localClient(),
    peers: { find: async (organisation) => ({ organisation, endpoint: endpoints.at, keys: [] }) },
    keys: async () => [generateWebhookSecret()],
    tryTimeoutMs: 300,
  });
  const post = async (id: string, expires?: string) => {
    const parcel = {
      id,
      to: "housing",
      type: "handoff.offer",
      data: { id },
      ...(expires === undefined ? {} : { expires }),
    };
    await transact(store, async () => [await courier.prepare(parcel)]);
  };
  return { clock, store, server, endpoints, courier, post };
}

/** Lets the clock run until nothing is due any more, and says how long that took in seconds. */
async function runDry(office: Awaited<ReturnType<typeof to>>, id: string): Promise<number> {
  const start = office.clock.now.getTime();
  for (let steps = 0; (await office.courier.status(id)) === "waiting" && steps < 50; steps += 1) {
    const due = (await office.store.get(recordOf("parcel", id))).record?.timers[0]?.due;
    office.clock.now = new Date(due ?? Number.NaN);
    await office.courier.deliver();
  }
  return (office.clock.now.getTime() - start) / 1000;
}

describe("delivery", () => {
  test("a parcel that is committed arrives, and its effect with it", async () => {
    const office = await postOffice();
    await office.post();
    expect(await office.courier.status("prc_1")).toBe("waiting");
    expect(await office.courier.deliver()).toBe(1);
    expect(await office.courier.status("prc_1")).toBe("delivered");
    expect(await office.courier.deliver()).toBe(0);
    const { state } = await createRepository(office.housing, tally).load(tallyOf("prc_1"));
    expect(state).toEqual({ count: 1, last: { ref: "ŵ-1" } });
    expect(await office.courier.status("prc_2")).toBeUndefined();
  });

  test("a parcel goes with the commit it was prepared for, or not at all", async () => {
    const office = await postOffice();
    const tallies = createRepository(office.work, tally);
    const parcel = { id: "prc_1", to: "housing", type: "handoff.offer", data: {} };
    await office.courier.prepare(parcel);
    expect(await office.courier.deliver()).toBe(0);
    const stale = { record: tallyOf("x"), version: 9 };
    const lost = transact(office.work, async () => [await office.courier.prepare(parcel)], {
      requires: [stale],
    });
    expect((await refusal(lost)).code).toBe("ledger/conflict");
    expect(await office.courier.deliver()).toBe(0);
    await transact(office.work, async () => [
      await office.courier.prepare(parcel),
      await tallies.prepare(tallyOf("offers"), { data: {} }, { actor: clerk }),
    ]);
    expect([
      await office.courier.deliver(),
      await countOf(office.work, "offers"),
      await countOf(office.housing),
    ]).toEqual([1, 1, 1]);
  });

  test("both ways between two organisations, with a shared secret", async () => {
    const secret = generateWebhookSecret();
    const names = ["work", "housing"] as const;
    const stores = { work: testStore(), housing: testStore() };
    const endpoints: Record<string, string> = {
      work: "https://unset.example/",
      housing: "https://unset.example/",
    };
    const peers = {
      find: async (organisation: string) => ({
        organisation,
        endpoint: endpoints[organisation] ?? "",
        keys: [secret],
      }),
    };
    for (const name of names) {
      const ledger = stores[name];
      const inbox = createInbox({ ledger, organisation: name, peers, handlers: { hello: counting(ledger) } });
      endpoints[name] = (await host(inbox, () => "open")).url;
    }
    for (const [from, other] of [
      ["work", "housing"],
      ["housing", "work"],
    ] as const) {
      const { ledger, timers } = stores[from];
      const keys = async () => [secret];
      const courier = createCourier({ ledger, timers, organisation: from, http: localClient(), peers, keys });
      await transact(ledger, async () => [
        await courier.prepare({ id: "hello_1", to: other, type: "hello", data: {} }),
      ]);
      await courier.deliver();
      expect([from, await courier.status("hello_1"), await countOf(stores[other])]).toEqual([
        from,
        "delivered",
        1,
      ]);
    }
  });

  test("an id is one parcel: the same again changes nothing, another is refused, also after the end", async () => {
    const office = await postOffice();
    await office.post();
    await office.post();
    expect((await refusal(office.post({ data: { ref: "2" } }))).code).toBe("http/parcel-reused");
    await office.courier.deliver();
    await office.post();
    expect((await refusal(office.post({ type: "handoff.other" }))).code).toBe("http/parcel-reused");
    expect([await office.courier.deliver(), await countOf(office.housing)]).toEqual([0, 1]);
  });

  test.each([
    [{ to: "nobody" }, "http/unknown-peer"],
    [{ id: "a.b" }, "http/malformed-parcel"],
    [{ id: "" }, "http/malformed-parcel"],
    [{ type: "Handoff" }, "http/malformed-parcel"],
    [{ expires: "tomorrow" }, "http/malformed-parcel"],
    [{ data: { text: "x".repeat(1_100_000) } }, "http/parcel-too-large"],
    [{ data: { name: { "~erased": "p-1" } } }, "http/malformed-parcel"],
  ])("what could never arrive is refused before it is posted: %#", async (parcel, code) => {
    const office = await postOffice();
    expect((await refusal(office.post(parcel))).code).toBe(code);
  });

  test("nonsense is refused when the courier is made", async () => {
    const { courier: _, ...office } = await postOffice();
    const base = {
      ledger: office.work,
      timers: office.work.timers,
      organisation: "work",
      http: localClient(),
      peers: fixedPeers([]),
      keys: async () => [],
    };
    for (const options of [{ batch: 0 }, { batch: 101 }, { tryTimeoutMs: 60_000 }, { maxParcelBytes: 1 }]) {
      expect(() => createCourier({ ...base, ...options })).toThrow(RangeError);
    }
  });
});

describe("a bad road", () => {
  test("a request that is lost is sent again; an answer that is lost repeats nothing but the sending", async () => {
    for (const road of ["lose-request", "lose-answer"] as const) {
      const office = await postOffice();
      await office.post();
      office.road = road;
      await office.courier.deliver();
      expect(await office.courier.status("prc_1")).toBe("waiting");
      office.road = "open";
      office.clock.pass(4);
      expect(await office.courier.deliver()).toBe(0);
      office.clock.pass(2);
      expect(await office.courier.deliver()).toBe(1);
      expect([road, await office.courier.status("prc_1"), await countOf(office.housing)]).toEqual([
        road,
        "delivered",
        1,
      ]);
      expect(new Set(office.server.seen.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
      expect(new Set(office.server.seen.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(2);
    }
  });

  test("control: a receiver without receipts counts a lost answer twice", async () => {
    let naive = 0;
    const count = (_: unknown, response: ServerResponse) => {
      naive += 1;
      if (naive === 1) response.destroy();
      else response.end();
    };
    const office = await to(count);
    await office.post("prc_1");
    await office.courier.deliver();
    office.clock.pass(6);
    await office.courier.deliver();
    expect([await office.courier.status("prc_1"), naive]).toEqual(["delivered", 2]);
  });

  test("a parcel that comes twice at once has one effect", async () => {
    const office = await postOffice();
    office.road = "twice";
    for (let at = 0; at < 10; at += 1) await office.post({ id: `prc_${at}` });
    expect(await office.courier.deliver()).toBe(10);
    expect(await countOf(office.housing)).toBe(10);
  });

  test("a crash between sending and recording: sent once more, effect once", async () => {
    const office = await postOffice();
    await office.post();
    const dying: Ledger = {
      ...office.work,
      commit: async () => {
        throw new LedgerError("ledger/unavailable");
      },
    };
    const worker = office.anotherCourier(dying);
    expect((await refusal(worker.deliver())).code).toBe("ledger/unavailable");
    expect([office.server.seen.length, await countOf(office.housing)]).toEqual([1, 1]);
    expect(await office.courier.deliver()).toBe(0);
    office.clock.pass(61);
    expect(await office.courier.deliver()).toBe(1);
    expect([office.server.seen.length, await countOf(office.housing)]).toEqual([2, 1]);
    expect(await office.courier.status("prc_1")).toBe("delivered");
  });

  test("many workers share the work: each parcel is sent once", async () => {
    const office = await postOffice();
    for (let at = 0; at < 30; at += 1) await office.post({ id: `prc_${at}` });
    const workers = [office.courier, office.anotherCourier(), office.anotherCourier()];
    const tried = await Promise.all(workers.map((worker) => worker.deliver()));
    expect(tried.reduce((sum, count) => sum + count, 0)).toBe(30);
    expect([office.server.seen.length, await countOf(office.housing)]).toEqual([30, 30]);
  });

  test("one parcel that cannot be handled holds up no other", async () => {
    const office = await postOffice();
    for (let at = 0; at < 3; at += 1) await office.post({ id: `prc_${at}` });
    const broken = recordOf("parcel", "prc_1");
    const ledger: Ledger = {
      ...office.work,
      get: async (record) => {
        if (record === broken) throw new LedgerError("ledger/corrupt");
        return await office.work.get(record);
      },
    };
    expect((await refusal(office.anotherCourier(ledger).deliver())).code).toBe("ledger/corrupt");
    expect(await countOf(office.housing)).toBe(2);
  });

  test("whatever the road does, in the end each effect is there once", async () => {
    const roads = fc.array(fc.constantFrom<Road>("open", "lose-request", "lose-answer", "twice"), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(roads, async (days) => {
        const office = await postOffice();
        for (let at = 0; at < 3; at += 1) await office.post({ id: `prc_${at}` });
        for (const road of days) {
          office.road = road;
          await office.courier.deliver();
          office.clock.pass(6 * 3600);
        }
        office.road = "open";
        await office.courier.deliver();
        const counts = await Promise.all([0, 1, 2].map((at) => countOf(office.housing, `prc_${at}`)));
        expect(counts).toEqual([1, 1, 1]);
      }),
      { numRuns: 15 },
    );
  });
});

describe("what the receiver says", () => {
  test("a storm of 500 is tried ten times over three days, then given up", async () => {
    const office = await to(json(500, {}));
    await office.post("prc_1");
    const seconds = await runDry(office, "prc_1");
    expect([await office.courier.status("prc_1"), office.server.seen.length]).toEqual(["given-up", 10]);
    const least = 5 + 300 + 1800 + 3600 * (2 + 5 + 10 + 14 + 20 + 24);
    expect(seconds).toBeGreaterThanOrEqual(least);
    expect(seconds).toBeLessThanOrEqual(least * 1.1);
  });

  test("silence is a failure too, and so is an address that may not be called", async () => {
    const office = await to(() => undefined);
    await office.post("prc_1");
    await office.courier.deliver();
    expect(await office.courier.status("prc_1")).toBe("waiting");
    office.endpoints.at = "http://169.254.169.254/";
    office.clock.pass(6);
    expect(await office.courier.deliver()).toBe(1);
    expect([await office.courier.status("prc_1"), office.server.seen.length]).toEqual(["waiting", 1]);
  });

  test("a wait that is asked for is kept, up to a day", async () => {
    for (const [asked, kept] of [
      ["600", 600],
      ["9999999", 86_400],
    ] as const) {
      const office = await to(inTurn(json(429, {}, { "retry-after": asked }), json(200, {})));
      await office.post("prc_1");
      await office.courier.deliver();
      office.clock.pass(kept - 1);
      expect(await office.courier.deliver()).toBe(0);
      office.clock.pass(2);
      expect(await office.courier.deliver()).toBe(1);
      expect(await office.courier.status("prc_1")).toBe("delivered");
    }
  });

  test("a refusal is tried four times, as a key may be on its way, then believed", async () => {
    const office = await to(json(401, {}));
    await office.post("prc_1");
    await runDry(office, "prc_1");
    expect([await office.courier.status("prc_1"), office.server.seen.length]).toEqual(["refused", 4]);
  });

  test("a redirect is a refusal: nothing is sent elsewhere", async () => {
    const other = await serve(json(200, {}));
    const office = await to((_, response) => response.writeHead(307, { location: other.url }).end());
    await office.post("prc_1");
    await runDry(office, "prc_1");
    expect([await office.courier.status("prc_1"), other.seen.length]).toEqual(["refused", 0]);
  });

  test("a yes with too much behind it is a yes", async () => {
    const office = await to((_, response) => response.writeHead(200).end(Buffer.alloc(1_000_000)));
    await office.post("prc_1");
    await office.courier.deliver();
    expect(await office.courier.status("prc_1")).toBe("delivered");
  });

  test("410 stops: the parcel, those waiting and those to come, until it is opened again or has another address", async () => {
    const office = await to(inTurn(json(410, {}), json(200, {})));
    await office.post("prc_1");
    await office.courier.deliver();
    await office.post("prc_2");
    await office.courier.deliver();
    expect([await office.courier.status("prc_1"), await office.courier.status("prc_2")]).toEqual([
      "refused",
      "refused",
    ]);
    expect(office.server.seen.length).toBe(1);
    await office.courier.reopen("housing");
    await office.post("prc_3");
    await office.courier.deliver();
    expect(await office.courier.status("prc_3")).toBe("delivered");
    const moved = await to(inTurn(json(410, {}), json(200, {})));
    await moved.post("prc_1");
    await moved.courier.deliver();
    moved.endpoints.at = `${moved.server.url}/b`;
    await moved.post("prc_2");
    await moved.courier.deliver();
    expect(await moved.courier.status("prc_2")).toBe("delivered");
  });

  test("several 410 at once close the address once", async () => {
    const office = await to(json(410, {}));
    for (let at = 0; at < 8; at += 1) await office.post(`prc_${at}`);
    await office.courier.deliver();
    const statuses = await Promise.all(
      Array.from({ length: 8 }, (_, at) => office.courier.status(`prc_${at}`)),
    );
    expect(new Set(statuses)).toEqual(new Set(["refused"]));
    const closings = [];
    for await (const { event } of office.store.follow())
      if (event.type === "parcel-endpoint.closed") closings.push(event);
    expect(closings).toHaveLength(1);
    expect(JSON.stringify(closings)).not.toContain(office.server.url);
  });
});

describe("what must not be sent any more", () => {
  test("an expired parcel is not sent, and a late repeat neither", async () => {
    const office = await to(json(500, {}));
    await office.post("prc_1", "2026-11-23T10:04:00.000Z");
    await office.courier.deliver();
    office.clock.pass(6);
    await office.courier.deliver();
    office.clock.pass(240);
    await office.courier.deliver();
    expect([await office.courier.status("prc_1"), office.server.seen.length]).toEqual(["expired", 2]);
    await office.post("prc_2", "2026-11-23T10:04:00.000Z");
    await office.courier.deliver();
    expect([await office.courier.status("prc_2"), office.server.seen.length]).toEqual(["expired", 2]);
  });

  test("personal data is marked in the outbox, plain on the way, and gone from the state when delivered", async () => {
    const office = await postOffice();
    const data = {
      person: { ...personal("p-1", { name: "Siân", tags: ["a", { ...personal("p-2", "b") }] }) },
    };
    await office.post({ data });
    expect(JSON.stringify((await office.work.get(recordOf("parcel", "prc_1"))).record?.state)).toContain(
      '"~personal":"p-2"',
    );
    await office.courier.deliver();
    const { state } = await createRepository(office.housing, tally).load(tallyOf("prc_1"));
    expect(state.last).toEqual({ person: { name: "Siân", tags: ["a", "b"] } });
    expect(JSON.stringify((await office.work.get(recordOf("parcel", "prc_1"))).record?.state)).not.toContain(
      "Siân",
    );
  });

  test("a parcel about someone who was erased meanwhile is given up unsent", async () => {
    const office = await postOffice();
    await office.post({ data: { person: { ...personal("p-1", "Siân") } } });
    const erasing: Ledger = {
      ...office.work,
      get: async (record) => {
        const view = await office.work.get(record);
        const text = JSON.stringify(view).replace('{"value":"Siân","~personal":"p-1"}', '{"~erased":"p-1"}');
        return JSON.parse(text.replace('{"~personal":"p-1","value":"Siân"}', '{"~erased":"p-1"}'));
      },
    };
    await office.anotherCourier(erasing).deliver();
    expect([await office.courier.status("prc_1"), office.server.seen.length]).toEqual(["given-up", 0]);
  });

  test("another organisation's parcels on the same ledger are left alone", async () => {
    const office = await postOffice();
    await office.post();
    const other = createCourier({
      ledger: office.work,
      timers: office.work.timers,
      organisation: "other",
      http: localClient(),
      peers: fixedPeers([{ organisation: "housing", endpoint: office.server.url, keys: [] }]),
      keys: async () => [generateWebhookKeyPair().privateKey],
    });
    await other.deliver();
    expect(office.server.seen.length).toBe(0);
  });

  test("a closed peer is sent nothing", async () => {
    const office = await postOffice();
    await office.post();
    const closed = createCourier({
      ledger: office.work,
      timers: office.work.timers,
      organisation: "work",
      http: localClient(),
      peers: fixedPeers([{ organisation: "housing", endpoint: office.server.url, keys: [], isClosed: true }]),
      keys: async () => [office.keys.privateKey],
    });
    await closed.deliver();
    expect([await closed.status("prc_1"), office.server.seen.length]).toEqual(["refused", 0]);
  });
});
