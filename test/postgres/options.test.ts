import { createPostgres, type PostgresOptions } from "@throughline/postgres";
import { expect, test } from "vitest";
import { settingsOf } from "../../packages/postgres/src/options.js";

const source = "urn:example:work-and-careers";

test("defaults: in memory, the schema throughline, migrating", () => {
  expect(settingsOf({ source })).toMatchObject({
    connection: { memory: true },
    schema: "throughline",
    migrate: true,
    connections: 10,
    patienceMs: 5000,
    pollMs: 200,
  });
});

const nonsense: readonly (readonly [string, unknown])[] = [
  ["no source", { source: "" }],
  ["a source that would make invalid CloudEvents", { source: "work and careers" }],
  ["two connections", { source, connection: { memory: true, folder: "x" } }],
  ["no connection", { source, connection: {} }],
  ["an unknown connection", { source, connection: { sqlite: "x" } }],
  ["a folder without a name", { source, connection: { folder: "" } }],
  ["another kind of URL", { source, connection: { url: "mysql://localhost/x" } }],
  ["a schema to be quoted", { source, schema: 'a"b' }],
  ["no connections", { source, connections: 0 }],
  ["half a connection", { source, connections: 1.5 }],
  ["patience without end", { source, patienceMs: Number.POSITIVE_INFINITY }],
  ["polling without rest", { source, pollMs: 0 }],
];

test.each(nonsense)("%s is refused at creation", async (_, options) => {
  const refused = await createPostgres(options as PostgresOptions).catch((error: unknown) => error);
  expect(refused instanceof RangeError || refused instanceof TypeError).toBe(true);
});
