import {
  createRepository,
  type Ledger,
  LedgerError,
  memoryLedger,
  type Prepared,
  transact,
} from "@throughline/core";
import { describe, expect, test } from "vitest";
import { all, change, counter, freshRecord, handClock, officer, refusal } from "./support.js";

function prepared(parts: Partial<Prepared> = {}): Prepared {
  const record = freshRecord();
  return { record, state: {}, version: 1, change: change(record), requires: [], ...parts };
}

/** A ledger that answers its first commits with a conflict on this record. */
function conflicting(
  ledger: Ledger,
  times: number,
  record: string,
): Ledger & { readonly tries: () => number } {
  let tries = 0;
  const commit: Ledger["commit"] = async (changes, options) => {
    tries += 1;
    if (tries <= times) throw new LedgerError("ledger/conflict", { details: { record } });
    return await ledger.commit(changes, options);
  };
  return { ...ledger, commit, tries: () => tries };
}

describe("transact", () => {
  test("commits several decisions at once", async () => {
    const ledger = memoryLedger();
    const [a, b] = [prepared(), prepared()];
    const { commit, decisions } = await transact(ledger, async () => [a, b]);
    expect(commit?.records.map(({ record }) => record)).toEqual([a.record, b.record]);
    expect(decisions).toEqual([a, b]);
  });

  test("decides afresh on a conflict, as often as it was told and no more", async () => {
    const ledger = conflicting(memoryLedger(), 2, "counter/elsewhere");
    let decided = 0;
    const decide = async () => {
      decided += 1;
      return [prepared()];
    };
    await transact(ledger, decide, { attempts: 3 });
    expect([decided, ledger.tries()]).toEqual([3, 3]);
    const stubborn = conflicting(memoryLedger(), 99, "counter/elsewhere");
    expect((await refusal(() => transact(stubborn, decide, { attempts: 2 }))).code).toBe("ledger/conflict");
    expect(stubborn.tries()).toBe(2);
  });

  test("ends where a guard of the caller's has moved: it is never refilled", async () => {
    const ledger = conflicting(memoryLedger(), 99, "counter/granted");
    const requires = [{ record: "counter/granted", version: 1 }] as const;
    expect((await refusal(() => transact(ledger, async () => [prepared()], { requires }))).code).toBe(
      "ledger/conflict",
    );
    expect(ledger.tries()).toBe(1);
  });

  test("decides afresh where it was another record that moved, not the caller's guard", async () => {
    const ledger = conflicting(memoryLedger(), 1, "counter/elsewhere");
    const requires = [{ record: freshRecord(), version: 0 }];
    await transact(ledger, async () => [prepared()], { requires });
    expect(ledger.tries()).toBe(2);
  });

  test("does not decide again on any other refusal, or on what decide throws", async () => {
    const ledger = memoryLedger();
    let decided = 0;
    const late = async () => {
      decided += 1;
      return [prepared({ before: "2000-01-01T00:00:00.000Z" })];
    };
    expect((await refusal(() => transact(ledger, late))).code).toBe("ledger/too-late");
    const refusing = async (): Promise<[Prepared]> => {
      decided += 1;
      throw new LedgerError("ledger/conflict");
    };
    expect((await refusal(() => transact(ledger, refusing))).code).toBe("ledger/conflict");
    expect(decided).toBe(2);
  });

  test("takes the earliest before and the latest notBefore", async () => {
    const ledger = memoryLedger();
    const [past, future] = ["2000-01-01T00:00:00.000Z", "2999-01-01T00:00:00.000Z"];
    const each = (member: "before" | "notBefore", instants: readonly string[]) => async () => [
      prepared(),
      ...instants.map((instant) => prepared({ [member]: instant })),
      prepared(),
    ];
    for (const instants of [
      [past, future],
      [future, past],
    ]) {
      const late = await refusal(() => transact(ledger, each("before", instants)));
      expect([late.code, late.details]).toEqual(["ledger/too-late", { before: past }]);
      const early = await refusal(() => transact(ledger, each("notBefore", instants)));
      expect([early.code, early.details]).toEqual(["ledger/too-early", { notBefore: future }]);
    }
  });

  test("refuses guards that disagree, the caller's at once, and takes equal ones as one", async () => {
    const ledger = memoryLedger();
    const record = freshRecord();
    const guarded = (version: number) => prepared({ requires: [{ record, version }] });
    await transact(ledger, async () => [guarded(0), guarded(0)], { requires: [{ record, version: 0 }] });
    let decided = 0;
    const decide = async () => {
      decided += 1;
      return [guarded(decided > 2 ? 0 : decided), guarded(0)];
    };
    await transact(ledger, decide);
    expect(decided).toBe(3);
    const error = await refusal(() =>
      transact(ledger, async () => [guarded(0)], { requires: [{ record, version: 4 }] }),
    );
    expect([error.code, error.details["reason"]]).toEqual(["ledger/conflict", "guards disagree"]);
  });

  test("gives back the commit under the key without deciding", async () => {
    const ledger = memoryLedger();
    const options = { idempotencyKey: "k", fingerprint: "f" };
    const first = await transact(ledger, async () => [prepared()], options);
    let decided = 0;
    const refusing = async (): Promise<Prepared[]> => {
      decided += 1;
      throw new Error("decided");
    };
    const again = await transact(ledger, refusing, options);
    expect([again, decided]).toEqual([{ commit: { ...first.commit, replayed: true } }, 0]);
    const other = () => transact(ledger, async () => [prepared()], { ...options, fingerprint: "g" });
    expect((await refusal(other)).code).toBe("ledger/key-reused");
    await expect(transact(ledger, async () => [prepared()], { idempotencyKey: "k" })).rejects.toThrow(
      TypeError,
    );
  });

  test("answers with the commit when the law refuses a repeat that came at once", async () => {
    const ledger = memoryLedger();
    const options = { idempotencyKey: "k", fingerprint: "f" };
    let calls = 0;
    const claim = async (): Promise<Prepared[]> => {
      calls += 1;
      if (calls === 1) {
        await transact(ledger, async () => [prepared()], options);
        throw new RangeError("already claimed");
      }
      return [prepared()];
    };
    expect((await transact(ledger, claim, options)).commit?.replayed).toBe(true);
    expect(calls).toBe(1);
  });

  test("answers with the commit when a repeat that came at once was committed first", async () => {
    const ledger = memoryLedger();
    const options = { idempotencyKey: "k", fingerprint: "f" };
    const overtaken = async () => {
      await ledger.commit([change(freshRecord())], options);
      return [prepared()];
    };
    const { commit, decisions } = await transact(ledger, overtaken, options);
    expect([commit?.replayed, decisions]).toEqual([true, undefined]);
  });

  test("answers with the commit when a repeat that came at once has nothing to change", async () => {
    const ledger = memoryLedger();
    const options = { idempotencyKey: "k", fingerprint: "f" };
    const nothing = async () => {
      await ledger.commit([change(freshRecord())], options);
      const record = freshRecord();
      return [{ record, state: {}, version: 0, requires: [] }];
    };
    expect((await transact(ledger, nothing, options)).commit?.replayed).toBe(true);
  });

  test("writes nothing where nothing changes, but holds guards and deadlines", async () => {
    const ledger = memoryLedger();
    const guard = freshRecord();
    await ledger.commit([change(guard)]);
    const nothing = (parts: Partial<Prepared>) => async () => {
      const record = freshRecord();
      return [{ record, state: {}, version: 0, requires: [], ...parts }];
    };
    const kept = await transact(ledger, nothing({ requires: [{ record: guard, version: 1 }] }));
    expect([kept.commit, kept.decisions?.length]).toEqual([undefined, 1]);
    const moved = () => transact(ledger, nothing({}), { requires: [{ record: guard, version: 0 }] });
    expect((await refusal(moved)).code).toBe("ledger/conflict");
    const late = () => transact(ledger, nothing({ before: "2000-01-01T00:00:00.000Z" }));
    expect((await refusal(late)).code).toBe("ledger/too-late");
    const early = () => transact(ledger, nothing({ notBefore: "2999-01-01T00:00:00.000Z" }));
    expect((await refusal(early)).code).toBe("ledger/too-early");
    await transact(
      ledger,
      nothing({ before: "2999-01-01T00:00:00.000Z", notBefore: "2000-01-01T00:00:00.000Z" }),
    );
    expect(await all(ledger.follow())).toHaveLength(1);
    expect(
      await transact(ledger, nothing({ requires: [{ record: freshRecord(), version: 0 }] })),
    ).toMatchObject({
      decisions: [{}],
    });
    expect(await transact(ledger, async () => [])).toEqual({ decisions: [] });
    expect((await refusal(moved)).details).toEqual({ record: guard, expected: 0, actual: 1 });
  });

  test("judges a deadline to the millisecond where nothing changes, as a commit does", async () => {
    const { clock } = handClock("2026-11-23T10:00:00.000Z");
    const ledger = memoryLedger({ clock });
    const [now, next] = ["2026-11-23T10:00:00.000Z", "2026-11-23T10:00:00.001Z"];
    for (const hasChange of [true, false]) {
      const decide = (parts: Partial<Prepared>) => async () => {
        const { change: made, ...rest } = prepared({ version: 0, ...parts });
        return [made && hasChange ? { ...rest, change: made } : rest];
      };
      const late = await refusal(() => transact(ledger, decide({ before: now })));
      expect([late.code, late.details]).toEqual(["ledger/too-late", { before: now }]);
      const early = await refusal(() => transact(ledger, decide({ notBefore: next })));
      expect([early.code, early.details]).toEqual(["ledger/too-early", { notBefore: next }]);
      await transact(ledger, decide({ before: next, notBefore: now }));
    }
  });

  test.each([1, 100])("takes %d attempts", async (attempts) => {
    await expect(transact(memoryLedger(), async () => [prepared()], { attempts })).resolves.toHaveProperty(
      "commit",
    );
  });

  test.each([0, 101, 1.5, Number.NaN])("refuses %d attempts", async (attempts) => {
    await expect(transact(memoryLedger(), async () => [prepared()], { attempts })).rejects.toThrow(
      RangeError,
    );
  });

  test("sixty writers of one record all get their turn", async () => {
    const ledger = memoryLedger();
    const counters = createRepository(ledger, counter);
    const record = freshRecord();
    const adds = Array.from({ length: 60 }, () =>
      counters.handle(record, { type: "add", amount: 1 }, { actor: officer }),
    );
    await Promise.all(adds);
    expect((await counters.load(record)).state.total).toBe(60);
  });

  test("rests on what it left unchanged as on what it changed", async () => {
    const ledger = memoryLedger();
    const [seen, written] = [freshRecord(), freshRecord()];
    const counters = createRepository(ledger, counter);
    await ledger.commit([change(seen)]);
    const totals: number[] = [];
    await transact(ledger, async () => {
      const look = await counters.prepare(seen, { type: "look" }, { actor: officer });
      totals.push(look.state.total);
      const add = await counters.prepare(written, { type: "add", amount: 1 }, { actor: officer });
      if (totals.length === 1) await ledger.commit([change(seen, 1)]);
      return [look, add] as const;
    });
    expect(totals).toEqual([1, 2]);
  });
});
