import { createPostgres } from "@throughline/postgres";
import { expect, test } from "vitest";
import { all, change, freshRecord, source } from "./support.js";

test("a list longer than a page is told whole, both ways, with a limit and from a cursor", async () => {
  const store = await createPostgres({ source });
  const keys = (at: number) => [{ name: "queue", value: "north", order: String(at).padStart(4, "0") }];
  for (let at = 0; at < 430; at += 1)
    await store.ledger.commit([change(freshRecord(), 0, { keys: keys(at) })]);
  const query = { kind: "note", name: "queue", value: "north" };
  const found = await all(store.ledger.find(query));
  expect(found.map(({ cursor }) => cursor.order)).toEqual(
    Array.from({ length: 430 }, (_, at) => String(at).padStart(4, "0")),
  );
  const back = await all(store.ledger.find({ ...query, direction: "descending" }));
  expect(back.map(({ record }) => record)).toEqual(found.map(({ record }) => record).reverse());
  expect(await all(store.ledger.find({ ...query, limit: 201 }))).toHaveLength(201);
  const after = found[199]?.cursor;
  if (after === undefined) throw new Error("There are 430.");
  const rest = await all(store.ledger.find({ ...query, after, from: "0100", to: "0300" }));
  expect(rest.map(({ cursor }) => cursor.order)).toEqual(
    Array.from({ length: 100 }, (_, at) => `0${at + 200}`),
  );
  await store.close();
}, 60_000);
