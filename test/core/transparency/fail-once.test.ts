import { memoryVault, sealedLedger } from "@throughline/core";
import {
  memoryHeads,
  memoryTiles,
  readTreeHead,
  type TransparencyLog,
  verifyConsistencyProof,
  verifyInclusionProof,
} from "@throughline/core/transparency";
import { describe, expect, test } from "vitest";
import { mark } from "../sealing/support.js";
import { all, change, freshRecord, refusal } from "../support.js";
import { commitMany, issuer, open, rewritten, rootOf, type World, world } from "./support.js";

class Cut extends Error {}

type Mode = "before" | "after";

/** Lets one call of all fail: before anything was done, or after it was done and the answer was lost. */
function failing(at: number, mode: Mode) {
  const calls: string[] = [];
  const through = async <Result>(name: string, call: () => Promise<Result>): Promise<Result> => {
    const isThis = calls.push(name) === at;
    if (isThis && mode === "before") throw new Cut(name);
    const result = await call();
    if (isThis) throw new Cut(name);
    return result;
  };
  async function* listed(name: string, items: AsyncIterable<unknown>) {
    const from = items[Symbol.asyncIterator]();
    for (;;) {
      const next = await through(name, () => from.next());
      if (next.done === true) return;
      yield next.value;
    }
  }
  const port = <Port extends object>(name: string, real: Port): Port =>
    new Proxy(real, {
      get(target, verb): unknown {
        const member: unknown = Reflect.get(target, verb);
        if (typeof member !== "function") return member;
        const said = `${name}.${String(verb)}`;
        return (...args: readonly unknown[]) => {
          const isList = ["follow", "history", "entries"].includes(String(verb));
          const reach = () => Reflect.apply(member, target, args) as unknown;
          return isList
            ? listed(said, reach() as AsyncIterable<unknown>)
            : through(said, async () => await reach());
        };
      },
    });
  return { calls, port, wasCut: () => calls.length >= at };
}

type Tap = ReturnType<typeof failing>;

/** A process whose every port goes through the tap. */
function processOn(on: World, { port }: Tap): TransparencyLog {
  return open({
    ledger: port("ledger", on.ledger),
    tiles: port("tiles", on.tiles),
    heads: port("heads", on.heads),
    signer: port("signer", on.signer),
    verifier: port("verifier", on.verifier),
  });
}

/** Once more where it was cut off: from the same process, or from a new one. */
async function insist<Result>(call: (tries: number) => Promise<Result>): Promise<Result> {
  try {
    return await call(0);
  } catch (error) {
    if (!(error instanceof Cut)) throw error;
    return await call(1);
  }
}

type Act = (log: TransparencyLog) => Promise<unknown>;

/** What is asked of a log, and by how many documents at most it is longer when it was asked twice. */
const acts: Readonly<Record<keyof TransparencyLog, readonly [Act, number]>> = {
  grow: [(log) => log.grow(), 0],
  sign: [(log) => log.sign(), 2],
  prove: [(log) => log.prove({ sequence: 3 }), 0],
  proveConsistency: [(log) => log.proveConsistency(3, 5), 0],
  audit: [async (log) => expect((await log.audit()).faults).toEqual([]), 0],
  breakLog: [(log) => log.breakLog({ reason: "to try it" }), 2],
};

/** A log of five events, signed, and four more that nobody has taken in yet. */
async function signed(): Promise<World> {
  const on = await world(5);
  await open(on).sign();
  await commitMany(on.ledger, 4);
  return on;
}

/** Everybody who was given a head can go on from it, and the next one is of everything that there is. */
async function check(on: World, added: number, most: number): Promise<void> {
  const documents = (await all(on.heads.entries())).map(({ document }) => document);
  expect(documents.length - 1).toBeGreaterThanOrEqual(added);
  expect(documents.length - 1).toBeLessThanOrEqual(most);
  const log = open(on);
  const { head, document } = await log.sign();
  expect([head.size, head.root]).toEqual([9, await rootOf(on.ledger)]);
  const expected = { verifier: on.verifier, issuer };
  for (const earlier of documents) {
    const from = await readTreeHead(earlier, on).catch(() => undefined);
    if (from?.payload.log !== head.log) continue;
    const proof = await log.proveConsistency(from.payload.size, head.size);
    await verifyConsistencyProof({ earlier, later: document, proof }, expected);
  }
  const [, , third] = await all(on.ledger.follow());
  const proof = await log.prove({ sequence: 3 });
  await verifyInclusionProof({ head: document, proof, eventHash: third?.hash ?? "" }, expected);
  expect((await log.audit()).faults).toEqual([]);
}

/** Plays an act once for each call that it makes, and tells which ports were cut off. */
async function drill([act, most]: readonly [Act, number], mode: Mode, isNewProcess: boolean) {
  const cut = new Set<string>();
  for (let at = 1; ; at += 1) {
    const on = await signed();
    const tap = failing(at, mode);
    const first = processOn(on, tap);
    await insist((tries) => act(tries > 0 && isNewProcess ? processOn(on, tap) : first));
    if (!tap.wasCut()) return cut;
    cut.add(tap.calls[at - 1] ?? "");
    await check(on, Math.min(most, 1), most);
  }
}

describe.each(["before", "after"] as const)("whichever call is cut off %s it was done", (mode) => {
  test.each(Object.entries(acts))("%s is done when it is asked again of the same process", async (_, act) => {
    expect((await drill(act, mode, false)).size).toBeGreaterThan(3);
  });

  test("signing and breaking are done when they are asked of a new process", async () => {
    for (const act of [acts.sign, acts.breakLog]) {
      const cut = await drill(act, mode, true);
      for (const name of ["ledger.follow", "tiles.append", "tiles.keep", "heads.append", "signer.sign"])
        expect([...cut]).toContain(name);
    }
  });
});

describe.each(["before", "after"] as const)("whichever call of a break is cut off %s it was done", (mode) => {
  test.each(["forked", "heads-lost"] as const)("what was promised last is said: %s", async (fault) => {
    for (let at = 1; ; at += 1) {
      const before = await world(5);
      const { head } = await open(before).sign();
      const lost = { ...before, heads: memoryHeads() };
      const forked = { ...before, tiles: memoryTiles(), ledger: rewritten(before.ledger, 2) };
      const on = fault === "forked" ? forked : lost;
      const tap = failing(at, mode);
      const { statement } = await insist(() => processOn(on, tap).breakLog({ reason: "to try it" }));
      if (!tap.wasCut()) break;
      const { log, size, root, time } = head;
      if (statement.found.fault === fault) expect(statement.last).toEqual({ log, size, root, time });
      // Broken twice, for the first time's answer was lost: then the first statement says it.
      else expect((await all(on.heads.entries())).length).toBe(fault === "forked" ? 3 : 2);
    }
  });
});

test("control: a signer that keeps its head inside first is found to have lost one outside", async () => {
  const on = await signed();
  const { port } = failing(2, "before");
  const [tiles, heads] = [port("tiles", on.tiles), port("heads", on.heads)];
  const head = { place: 2, document: "a head" };
  const naive = async () => {
    await tiles.keep(head, await on.tiles.kept());
    await heads.append(head);
  };
  await expect(naive()).rejects.toThrow(Cut);
  expect((await refusal(() => open(on).sign())).code).toBe("log/heads-lost");
});

test("over a sealed ledger no vault is asked: a log is grown and signed while it is away", async () => {
  const on = await world();
  const vault = memoryVault();
  const tap = failing(1, "before");
  const state = { told: mark("p-1", "Blodwen") };
  const events = [{ type: "note.taken", data: state }];
  await sealedLedger(on.ledger, vault).commit([change(freshRecord(), 0, { events, state })]);
  const ledger = sealedLedger(on.ledger, tap.port("vault", vault));
  const { head } = await open({ ...on, ledger }).sign();
  expect([head.size, head.root, tap.calls]).toEqual([1, await rootOf(on.ledger), []]);
});
