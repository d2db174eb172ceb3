import {
  type Actor,
  consentEpochOf,
  createErasures,
  memoryVault,
  personal,
  type Signer,
  sealedLedger,
  type Verifier,
} from "@throughline/core";
import { createPostgres, type Postgres } from "@throughline/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canaries, eraseAndLook, live } from "../core/erasure/life.js";
import { by, organisation, signing } from "../core/erasure/support.js";
import { postgresUrl } from "../support/postgres.js";
import { all, change, codeOf, freshRecord, onDatabase, onServer, source } from "./support.js";

const clerk: Actor = { kind: "staff", id: "s-12", organisation };
const person = (): Actor => ({ kind: "person", id: `p-${crypto.randomUUID()}`, organisation });

/** Every row of every table, as text. */
async function everything(url: string): Promise<string> {
  const tables = await onDatabase(
    url,
    "SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')",
  );
  expect(tables.length).toBeGreaterThan(3);
  const rows = await Promise.all(
    tables.map(({ name }) => onDatabase(url, `SELECT row_to_json(t)::text AS line FROM ${String(name)} t`)),
  );
  return JSON.stringify(rows);
}

describe.skipIf(postgresUrl === undefined)("erasure on a server", () => {
  let one: Awaited<ReturnType<typeof onServer>>;
  let second: Postgres;
  let keys: { signer: Signer; verifier: Verifier };
  const vault = memoryVault();
  beforeAll(async () => {
    one = await onServer();
    second = await createPostgres({ connection: { url: one.url }, source });
    keys = await signing();
  });
  afterAll(async () => {
    await second.close();
    await one.end();
  });

  /** Two departments' processes on one database and one vault. */
  function processes(keyCacheSeconds = 0) {
    return [one.store, second].map((store) => {
      const ledger = sealedLedger(store.ledger, vault, { cacheSeconds: 0 });
      const { signer } = keys;
      const erasures = createErasures({ ledger, vault, signer, backupRetentionSeconds: 0, keyCacheSeconds });
      return { ledger, erasures, timers: store.timers };
    }) as [Process, Process];
  }
  type Process = {
    readonly ledger: ReturnType<typeof sealedLedger>;
    readonly erasures: ReturnType<typeof createErasures>;
    readonly timers: Postgres["timers"];
  };

  test("a whole life leaves nothing of the person in any table, and all of the third party", async () => {
    const life = await live(one.store, vault);
    for (const canary of canaries) expect(await everything(one.url)).not.toContain(canary);
    await eraseAndLook(life, vault, keys);
    for (const canary of canaries) expect(await everything(one.url)).not.toContain(canary);
  });

  test("control: the look into the tables finds what stands open", async () => {
    const open = "canary-that-nobody-sealed";
    await one.store.ledger.commit([change(freshRecord(), 0, { state: { open } })]);
    expect(await everything(one.url)).toContain(open);
  });

  test("the same key at once in two processes is one erasure with one receipt", async () => {
    const [a, b] = processes();
    for (let round = 0; round < 10; round += 1) {
      const actor = person();
      const once = by(actor);
      const done = await Promise.all(
        [a, b, a, b].map(({ erasures }) => erasures.erase({ subject: actor.id }, once)),
      );
      expect(new Set(done.map((erasure) => ("receipt" in erasure ? erasure.receipt : ""))).size).toBe(1);
      expect((await a.ledger.get(consentEpochOf(actor.id))).record?.version).toBe(1);
      expect(await all(a.ledger.history(`erasure/${done[0]?.id ?? ""}`))).toHaveLength(4);
    }
  });

  test("of a hold and an erasure at once exactly one stands", async () => {
    const [a, b] = processes();
    const seen = new Set<string>();
    for (let round = 0; round < 40; round += 1) {
      const actor = person();
      const race = await Promise.all([
        codeOf(a.erasures.erase({ subject: actor.id }, by(actor))),
        codeOf(b.erasures.hold(actor.id, { basis: "court" }, clerk)),
      ]);
      seen.add(race.join(" "));
    }
    for (const end of seen) expect(["done erasure/begun", "erasure/held done"]).toContain(end);
  });

  test("workers of both processes take every erasure to its end, each step once", async () => {
    const [a, b] = processes(1);
    const people = Array.from({ length: 12 }, person);
    const begun = await Promise.all(
      people.map((actor) => a.erasures.erase({ subject: actor.id }, by(actor))),
    );
    expect(new Set(begun.map(({ status }) => status))).toEqual(new Set(["keys-destroyed"]));
    await expect
      .poll(
        async () => {
          await Promise.all(
            [a, b, a].map(({ erasures, timers }) => erasures.runTimers(timers, { limit: 3 })),
          );
          const now = await Promise.all(begun.map(({ id }) => b.erasures.get(id, clerk)));
          return now.filter(({ status }) => status === "completed").length;
        },
        { timeout: 20_000, interval: 100 },
      )
      .toBe(12);
    for (const { id } of begun) expect(await all(a.ledger.history(`erasure/${id}`))).toHaveLength(4);
  });

  /**
   * Twenty writers decide before the erasure. Half of them write while it runs, half when it is known; how many of these
   * got in.
   */
  async function lateWrites(isGuarded: boolean): Promise<number> {
    const [a] = processes();
    const actor = person();
    const epoch = consentEpochOf(actor.id);
    const { ledger } = one.store;
    const write = async () => {
      const version = (await ledger.get(epoch)).record?.version ?? 0;
      const state = { fact: personal(actor.id, "A bad back.") } as never;
      const requires = isGuarded ? [{ record: epoch, version }] : [];
      return () => codeOf(ledger.commit([change(freshRecord(), 0, { state })], { requires }));
    };
    const decided = await Promise.all(Array.from({ length: 20 }, write));
    const early = decided.slice(0, 10).map((commit) => commit());
    await a.erasures.erase({ subject: actor.id }, by(actor));
    const late = await Promise.all(decided.slice(10).map((commit) => commit()));
    for (const code of await Promise.all(early)) expect(["done", "ledger/conflict"]).toContain(code);
    return late.filter((code) => code === "done").length;
  }

  test("no fact that was decided on before lands once the erasure is known", async () => {
    expect(await lateWrites(true)).toBe(0);
  });

  test("control: without the guard of the epoch they do", async () => {
    expect(await lateWrites(false)).toBe(10);
  });
});
