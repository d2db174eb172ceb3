import { applyRule, type Context } from "@throughline/core";
import { describe, expect, test } from "vitest";

type Command = { readonly type: "add"; readonly by: number } | { readonly type: "clear" };

const rules = {
  add: (state: number, { by }: { readonly by: number }) => state + by,
  clear: () => 0,
};
const context: Context = {
  now: "2026-11-23T10:00:00.000Z",
  actor: { kind: "service", id: "s", organisation: "o" },
};
const apply = (command: Command) => applyRule<number, Command, number>(rules, 5, command, context);

describe("the rules of a law", () => {
  test("each command meets its own", () => {
    expect([apply({ type: "add", by: 2 }), apply({ type: "clear" })]).toEqual([7, 0]);
  });

  test.each(["remove", "", "constructor", "toString", "__proto__"])("%j is refused by name", (type) => {
    expect(() => apply({ type } as unknown as Command)).toThrow(
      expect.objectContaining({ code: "core/unknown-command", details: { known: ["add", "clear"] } }),
    );
  });
});
