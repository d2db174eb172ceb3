import { createRepository, type Decider, type Ledger, recordOf } from "@throughline/core";
import { expect, test } from "vitest";
import { all, refusal } from "../../core/support.js";
import { service } from "../../journey/support.js";
import { isSealed } from "../../support/store.js";
import { type Cast, drill, type UseCase } from "./drill.js";
import { memoryScene } from "./scene.js";
import { createTap } from "./tap.js";

interface Account {
  readonly amount: number;
}
interface Move {
  readonly by: number;
}
interface Moved {
  readonly type: "account.moved";
  readonly data: Move;
}

const account: Decider<Account, Move, Moved> = {
  kind: "account",
  version: 1,
  initial: { amount: 0 },
  decide: (_, { by }) => ({ events: [{ type: "account.moved", data: { by } }] }),
  evolve: ({ amount }, { data }) => ({ amount: amount + data.by }),
};

interface Naive {
  readonly ledger: Ledger;
  readonly send: (reference: string) => Promise<void>;
}

/** The naive way: two commits, no key, and what fails is told as it came. */
async function move({ ledger }: Pick<Naive, "ledger">): Promise<void> {
  const accounts = createRepository(ledger, account);
  await accounts.handle(recordOf("account", "from"), { by: -1 }, { actor: service });
  await accounts.handle(recordOf("account", "to"), { by: 1 }, { actor: service });
}

const naive: Cast<Naive> = {
  open: async () => memoryScene(),
  services: ({ tapped, sent }, tap) => ({
    ledger: tapped(tap, () => new TypeError("fetch failed for Blodwen Quetzal")),
    ...tap.port("post", { send: async (reference: string) => void sent.push(reference) }),
  }),
};

async function faultsOf(use: UseCase<Naive>): Promise<string> {
  return (await drill(naive, use)).faults.join("\n");
}

test("a naive service is shown to be torn, to do twice what was asked once, and to tell what it should not", async () => {
  const told = await faultsOf({ begin: async () => move, commits: 2 });
  expect(told).toMatch(/after call 2 \(ledger\.commit\): added: account\.moved/);
  expect(told).toMatch(/crash before call 3 .*added: account\.moved/);
  expect(told).toMatch(/gone before call 1 .*a raw error: TypeError/);
});

test("where stores are sealed a vault is asked, and its calls fail as well", async () => {
  const scene = memoryScene();
  const tap = createTap();
  tap.open({ call: 1, moment: "before", mode: "gone" });
  const asked = scene.tapped(tap).find({ kind: "account", name: "owner", value: "p-1" });
  const { code } = await refusal(() => all(asked));
  expect([code, tap.calls.length]).toEqual(["ledger/unavailable", 1]);
  tap.open({ call: 2, moment: "before", mode: "gone" });
  const told = await all(scene.tapped(tap).find({ kind: "account", name: "owner", value: "p-1" })).catch(
    (error: { readonly code: string }) => [error.code],
  );
  expect(told).toEqual(isSealed ? ["vault/unavailable"] : []);
});

test("a commit in halves is seen while it is half-done", async () => {
  const halves: UseCase<Naive> = {
    begin: async () => async (services) => {
      const accounts = createRepository(services.ledger, account);
      const at = recordOf("account", "one");
      if ((await accounts.load(at)).version === 0) await accounts.handle(at, { by: 1 }, { actor: service });
      const { version } = await accounts.load(at);
      if (version === 1) await accounts.handle(at, { by: version + Math.random() }, { actor: service });
    },
    commits: 2,
  };
  expect(await faultsOf(halves)).toMatch(/lost or changed/);
});

test("what is sent again under another reference is seen", async () => {
  let at = 0;
  const forgetful: UseCase<Naive> = {
    begin: async () => async (services) => {
      at += 1;
      await services.send(`reference-${at}`);
    },
    commits: 0,
  };
  expect(await faultsOf(forgetful)).toMatch(/sent under 2 references, not 1/);
});
