import type { RecordId, RecordKind } from "../ids.js";
import type { Ledger, LedgerCursor, LedgerQuery } from "../ledger.js";
import type { Store } from "../store.js";
import { holds, same } from "./check.js";
import type { Law } from "./law.js";
import { all, change, freshKind, freshRecord } from "./probe.js";

/** In the order of their code points. UTF-16 units or a locale would put some of them elsewhere. */
const ordered = ["", "B", "Z", "a", "a b", "ab", "z", "É", "é", "Ŵ", "\uFFFF", "🧭"] as const;

async function shelf(ledger: Ledger, kind: RecordKind): Promise<Map<RecordId, string>> {
  const orders = new Map<RecordId, string>();
  for (const order of [...ordered].reverse()) {
    const record = freshRecord(kind);
    const keys = [
      { name: "shelf", value: "x", order },
      { name: "other", value: "x", order: "0" },
    ];
    await ledger.commit([change(record, 0, { keys })]);
    orders.set(record, order);
  }
  return orders;
}

async function ordersOf(
  ledger: Ledger,
  kind: RecordKind,
  query: Partial<LedgerQuery> = {},
): Promise<string[]> {
  const found = await all(ledger.find({ kind, name: "shelf", value: "x", ...query }));
  return found.map(({ cursor, record }) => {
    same(cursor.record, record, "the record in a cursor");
    return cursor.order;
  });
}

async function goesByCodePoint({ ledger }: Store): Promise<void> {
  const kind = freshKind();
  const orders = await shelf(ledger, kind);
  same(await ordersOf(ledger, kind), ordered, "ascending");
  same(await ordersOf(ledger, kind, { direction: "descending" }), [...ordered].reverse(), "descending");
  const found = await all(ledger.find({ kind, name: "shelf", value: "x" }));
  holds(
    found.every((record) => orders.get(record.record) === record.cursor.order),
    "a record has another's place",
  );
}

async function keepsRange({ ledger }: Store): Promise<void> {
  const kind = freshKind();
  await shelf(ledger, kind);
  const range = { from: "a", to: "é" };
  same(await ordersOf(ledger, kind, range), ["a", "a b", "ab", "z", "É"], "from is in, to is not");
  same(await ordersOf(ledger, kind, { ...range, limit: 2 }), ["a", "a b"], "the first two");
  const last = { ...range, limit: 2, direction: "descending" } as const;
  same(await ordersOf(ledger, kind, last), ["É", "z"], "the last two");
  same(await ordersOf(ledger, kind, { from: "é", to: "a" }), [], "an empty range");
}

async function pagesThrough({ ledger }: Store): Promise<void> {
  const kind = freshKind();
  const records = Array.from({ length: 25 }, () => freshRecord(kind));
  const keysOf = (index: number) => [{ name: "shelf", value: "x", order: String(index % 3) }];
  await ledger.commit(records.map((record, index) => change(record, 0, { keys: keysOf(index) })));
  for (const direction of ["ascending", "descending"] as const) {
    const whole = await all(ledger.find({ kind, name: "shelf", value: "x", direction }));
    const paged: RecordId[] = [];
    let after: LedgerCursor | undefined;
    do {
      const query = { kind, name: "shelf", value: "x", direction, limit: 4, ...(after ? { after } : {}) };
      const page = await all(ledger.find(query));
      paged.push(...page.map((record) => record.record));
      after = page.at(-1)?.cursor;
    } while (after);
    same(
      paged,
      whole.map((record) => record.record),
      `pages of four, ${direction}, equal places told apart by address`,
    );
    same([...paged].sort(), [...records].sort(), "every record once");
  }
}

async function pagesGoOn({ ledger }: Store): Promise<void> {
  const kind = freshKind();
  const orders = await shelf(ledger, kind);
  const [first] = await all(ledger.find({ kind, name: "shelf", value: "x", from: "a", limit: 1 }));
  holds(first !== undefined && orders.get(first.record) === "a", "the first of a range");
  await ledger.commit([change(first.record, first.version)]);
  same(
    (await ordersOf(ledger, kind, { after: first.cursor }))[0],
    "a b",
    "what comes after a record that has gone",
  );
  const nowhere = { order: "aa", record: first.record };
  same(
    (await ordersOf(ledger, kind, { after: nowhere }))[0],
    "ab",
    "what comes after a place where nothing stands",
  );
}

async function findsExactly({ ledger }: Store): Promise<void> {
  const kind = freshKind();
  const record = freshRecord(kind);
  await ledger.commit([change(record, 0, { keys: [{ name: "shelf", value: "X%" }] })]);
  await ledger.commit([change(freshRecord(freshKind()), 0, { keys: [{ name: "shelf", value: "X%" }] })]);
  const find = async (name: string, value: string) =>
    (await all(ledger.find({ kind, name, value }))).map((found) => found.record);
  same(await find("shelf", "X%"), [record], "its own kind, name and value");
  for (const value of ["x%", "X", "X%%", "X ", ""])
    same(await find("shelf", value), [], `another value: ${value}`);
  same(await find("Shelf", "X%"), [], "another name");
  await ledger.commit([change(record, 1, { keys: [{ name: "shelf", value: "Y" }] })]);
  same([await find("shelf", "X%"), await find("shelf", "Y")], [[], [record]], "after its key was replaced");
  const [found] = await all(ledger.find({ kind, name: "shelf", value: "Y" }));
  const { cursor: _, ...rest } = found ?? { cursor: undefined };
  same(rest, (await ledger.get(record)).record, "a found record is what get gives");
}

async function refusesNonsense({ ledger }: Store): Promise<void> {
  const query = { kind: freshKind(), name: "shelf", value: "x" };
  for (const nonsense of [
    { limit: 0 },
    { limit: -1 },
    { limit: 1.5 },
    { value: "\uD800" },
    { from: "\u0000" },
  ]) {
    const error = await all(ledger.find({ ...query, ...nonsense })).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    holds(error instanceof RangeError, `a query with ${JSON.stringify(nonsense)} is not refused`);
  }
}

/** How records are found. */
export const findLaws: readonly Law[] = [
  { name: "find goes by code point, both ways", run: goesByCodePoint },
  { name: "find keeps to its range", run: keepsRange },
  { name: "pages give every record once, both ways", run: pagesThrough },
  { name: "a page goes on after a place whose record has gone", run: pagesGoOn },
  { name: "find compares kind, name and value exactly", run: findsExactly },
  { name: "find refuses a query that means nothing", run: refusesNonsense },
];
