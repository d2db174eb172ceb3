import { type CommittedRecord, type Ledger, sealedLedger, verifyRecord } from "@throughline/core";
import { grantApplicationRole, type Postgres } from "@throughline/postgres";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postgresUrl } from "../support/postgres.js";
import { attacks } from "./attacks/all.js";
import { type Attack, type Says, untouched } from "./attacks/attack.js";
import { all, codeOf, onDatabase, onServer, source, wrap } from "./support.js";
import { type Attacker, ada, attackerOn, contents, keep, keyOf, play, seen } from "./tampering.js";

async function faults(
  ledger: Ledger,
  record: CommittedRecord["record"],
  known?: CommittedRecord,
): Promise<string> {
  let said = "";
  const code = await codeOf(
    verifyRecord(ledger, record, known).then(({ verdict, faults: found }) => {
      said =
        found
          .map(({ fault, version }) => `${fault}@${version}`)
          .sort()
          .join(" ") || verdict;
    }),
  );
  return code === "done" ? said : code;
}

/** The store under attack, and what it said before. */
async function opened(seal: (store: Postgres) => Ledger) {
  const { store, url, end } = await onServer();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const attacker = attackerOn(client);
  const ledger = seal(store);
  await play(ledger, attacker);
  const until = "2999-01-01T00:00:00.000Z";
  const quota = () => store.quota.take("guess", { limit: 1, until });
  await quota();
  const restore = await keep(attacker);
  const reads: Readonly<Record<string, (record: typeof ada) => Promise<unknown>>> = {
    get: async (record) => (await ledger.get(record)).record,
    find: () => all(ledger.find({ kind: "consent", name: "subject", value: "s-ada" })),
    committed: () => ledger.committed(keyOf(ada, 3).idempotencyKey, "f"),
    follow: () => all(ledger.follow()),
    quota,
  };
  const before = new Map<string, string>();
  for (const [name, read] of Object.entries(reads)) before.set(name, JSON.stringify(await read(ada)));
  const { record } = await ledger.get(ada);
  if (!record) throw new Error("It was committed.");
  const head = { record: ada, version: record.version, head: record.head };
  const says = async ({ record: at = ada }: Attack): Promise<Says> => {
    const said: Record<string, string> = {};
    for (const [name, read] of Object.entries(reads))
      said[name] = await seen(() => read(at), before.get(name) ?? "");
    said["alone"] = await faults(store.ledger, at);
    said["known"] = at === ada ? await faults(store.ledger, at, head) : said["alone"];
    said["tables"] = [...new Set((await store.inspect()).map(({ fault }) => fault))].sort().join(" ");
    return said as unknown as Says;
  };
  const close = async () => {
    await client.end();
    await end();
  };
  return { store, url, attacker, restore, says, close };
}

const ledgers: readonly (readonly [
  string,
  (store: Postgres) => Ledger,
  (attack: Attack) => Partial<Says>,
])[] = [
  ["as it is", ({ ledger }) => ledger, ({ says }) => says],
  [
    "sealed",
    (store) => sealedLedger(store.ledger, store.vault({ wrap }), { source }),
    ({ says, sealed }) => ({ ...says, ...sealed }),
  ],
];

describe.skipIf(postgresUrl === undefined).each(ledgers)(
  "in a ledger that is kept %s, with the rights of the database's owner, somebody alters",
  (_kept, seal, expected) => {
    let under: Awaited<ReturnType<typeof opened>>;
    beforeAll(async () => {
      under = await opened(seal);
    });
    afterAll(() => under.close());

    test("nothing, and everything is as it was", async () => {
      expect(await under.says({ name: "none", run: async () => {}, says: {} })).toEqual(untouched);
    });

    test.each(attacks.map((attack) => [attack.name, attack] as const))("%s", async (_, attack) => {
      await attack.run(under.attacker);
      try {
        expect(await under.says(attack)).toEqual({ ...untouched, ...expected(attack) });
      } finally {
        await under.restore();
      }
    });
  },
);

describe.skipIf(postgresUrl === undefined)("with the rights of the application, nobody alters", () => {
  const role = `reader_${Math.random().toString(36).slice(2, 10)}`;
  let under: Awaited<ReturnType<typeof opened>>;
  let client: pg.Client;
  let attacker: Attacker;
  beforeAll(async () => {
    under = await opened(({ ledger }) => ledger);
    await onDatabase(
      under.url,
      `create role ${role} login; grant usage on schema kept to ${role}; grant select on all tables in schema kept to ${role}`,
    );
    await grantApplicationRole({ connection: { url: under.url }, role });
    const url = new URL(under.url);
    url.username = role;
    client = new pg.Client({ connectionString: url.href });
    await client.connect();
    attacker = attackerOn(client);
  });
  afterAll(async () => {
    await client.end();
    await onDatabase(under.url, `drop owned by ${role}; drop role ${role}`);
    await under.close();
  });

  test.each(attacks.map((attack) => [attack.name, attack] as const))("%s", async (_, attack) => {
    const before = await contents(under.attacker);
    await expect(attack.run(attacker)).rejects.toMatchObject({ code: "42501" });
    expect(await contents(under.attacker)).toBe(before);
  });
});

describe.skipIf(postgresUrl === undefined)(
  "in a vault, with the rights of the database's owner, somebody",
  () => {
    const options = { source, cacheSeconds: 0 };
    let under: Awaited<ReturnType<typeof opened>>;
    beforeAll(async () => {
      under = await opened((store) => sealedLedger(store.ledger, store.vault({ wrap }), options));
      await under.attacker("create table kept.vault as table throughline.vault");
    });
    afterAll(() => under.close());

    const sealed = (more = {}) =>
      sealedLedger(under.store.ledger, under.store.vault({ wrap }), { ...options, ...more });
    const nameIn = async (ledger: Ledger) => (await ledger.get(ada)).record?.state["name"];
    const inVault = async (sql: string) => {
      const off = "alter table throughline.vault disable trigger all";
      await under.attacker(`${off}; ${sql}; alter table throughline.vault enable trigger all`);
    };
    const putBack = () =>
      inVault("delete from throughline.vault; insert into throughline.vault table kept.vault");

    test("changes two persons' keys about, and opens neither", async () => {
      await inVault(`update throughline.vault set (key_id, wrapped) = (select k.key_id, k.wrapped from kept.vault k
      where k.subject = case vault.subject when 's-ada' then 's-bob' else 's-ada' end) where subject in ('s-ada', 's-bob')`);
      expect(await codeOf(nameIn(sealed()))).toBe("vault/wrong-wrap");
      await putBack();
    });

    test("removes a key, which is never taken for an erasure", async () => {
      await inVault("delete from throughline.vault where subject = 's-ada'");
      expect(await codeOf(nameIn(sealed()))).toBe("vault/key-missing");
      await putBack();
      expect(await nameIn(sealed())).toMatchObject({ "~personal": "s-ada" });
    });

    test("puts a destroyed key back: only tombstones kept outside destroy it again", async () => {
      const tombstone = await under.store.vault({ wrap }).destroy("s-ada");
      expect(await nameIn(sealed())).toEqual({ "~erased": "s-ada" });
      expect(await faults(under.store.ledger, ada)).toBe("consistent");
      await putBack();
      // A control: without them the person is back.
      expect(await nameIn(sealed())).toMatchObject({ "~personal": "s-ada" });
      const tombstones = async function* () {
        yield tombstone;
      };
      expect(await nameIn(sealed({ tombstones }))).toEqual({ "~erased": "s-ada" });
      expect(await under.store.vault({ wrap }).find("s-ada")).toEqual(tombstone);
    });
  },
);
