import { expect, test } from "vitest";
import { statementsOf } from "../../packages/postgres/src/statements.js";

const statements = Object.entries(statementsOf("work"));

test("every statement has a name of its own that a connection can keep", () => {
  const names = statements.map(([, { name }]) => name);
  expect(new Set(names).size).toBe(names.length);
  const longest = Object.values(statementsOf("x".repeat(40))).map(({ name }) => name.length);
  expect(Math.max(...longest)).toBeLessThan(64);
});

test.each(statements)(
  "%s names the schema wherever it names a table, and leaves nothing open",
  (_, { text }) => {
    expect(text).not.toContain("{schema}");
    expect(text).not.toMatch(
      /\b(from|join) (?!work\.|\(select\b|jsonb_(array_elements|to_recordset)\(|lateral \()/,
    );
  },
);
