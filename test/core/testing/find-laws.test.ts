import { findLaws } from "../../../packages/core/src/testing/find-laws.js";
import { altered, type Mutant, teeth } from "./support.js";

const sortsByLocale: Mutant = {
  name: "sorts as a dictionary does",
  breaks: ["find goes by code point, both ways"],
  make: () =>
    altered((ledger) => ({
      async *find(query) {
        const found = [];
        for await (const record of ledger.find(query)) found.push(record);
        yield* found.sort((a, b) => a.cursor.order.localeCompare(b.cursor.order));
      },
    })),
};

const pagesByPlace: Mutant = {
  name: "goes on after the place alone, not the record",
  breaks: ["pages give every record once, both ways"],
  make: () =>
    altered((ledger) => ({
      async *find(query) {
        for await (const record of ledger.find(query))
          if (record.cursor.order !== query.after?.order) yield record;
      },
    })),
};

const ignoresCase: Mutant = {
  name: "does not tell capitals apart",
  breaks: ["find compares kind, name and value exactly"],
  make: () =>
    altered((ledger) => ({
      async *find(query) {
        yield* ledger.find({ ...query, value: query.value.toUpperCase() });
      },
    })),
};

const includesTheEnd: Mutant = {
  name: "includes the end of a range",
  breaks: ["find keeps to its range"],
  make: () =>
    altered((ledger) => ({
      async *find({ to, ...query }) {
        yield* ledger.find(to === undefined ? query : { ...query, to: `${to}\u0001` });
      },
    })),
};

const needsTheRecord: Mutant = {
  name: "goes on from the record at the cursor, which may have gone",
  breaks: ["a page goes on after a place whose record has gone"],
  make: () =>
    altered((ledger) => ({
      async *find({ after, ...query }) {
        let isPast = after === undefined;
        for await (const record of ledger.find(query)) {
          if (isPast) yield record;
          isPast ||= record.record === after?.record;
        }
      },
    })),
};

const toleratesNonsense: Mutant = {
  name: "finds nothing where a query means nothing",
  breaks: ["find refuses a query that means nothing"],
  make: () =>
    altered((ledger) => ({
      async *find(query) {
        if ((query.limit ?? 1) >= 1) yield* ledger.find(query);
      },
    })),
};

teeth(findLaws, [
  sortsByLocale,
  pagesByPlace,
  ignoresCase,
  includesTheEnd,
  needsTheRecord,
  toleratesNonsense,
]);
