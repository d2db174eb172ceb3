import type { Commit } from "@throughline/core";
import type { FaultRun } from "../harness.js";
import { type Ground, numberOf, onGround, seen, verified } from "./ground.js";
import { inLanes } from "./lanes.js";
import { codeOf, counted, freshNote, note } from "./notes.js";

/** One commit is the answer to both; of the two records that were asked for, one is made. */
function isOne([first, second]: readonly Commit[]): boolean {
  const isSame = JSON.stringify(first?.records) === JSON.stringify(second?.records);
  return isSame && first?.time === second?.time && first?.replayed !== second?.replayed;
}

async function twice({ store, ask }: Ground, pairs: number) {
  let wrong = 0;
  await inLanes(pairs, 8, async () => {
    // A caller that makes its address anew at each try asks for another record the second time.
    const send = () =>
      store.ledger.commit([note(freshNote())], { idempotencyKey: `twice.${key}`, fingerprint: "f" });
    const key = crypto.randomUUID();
    if (!isOne(await Promise.all([send(), send()]))) wrong += 1;
  });
  const effects = await numberOf(ask, "select count(*) from throughline.events");
  const figure = `${pairs} pairs: ${effects} effects, ${wrong} pairs not given one commit`;
  return { figure, held: wrong === 0 && effects === pairs };
}

async function otherwise({ store, ask }: Ground, pairs: number) {
  const before = await numberOf(ask, "select count(*) from throughline.events");
  const outcomes: string[] = [];
  await inLanes(pairs, 8, async () => {
    const key = crypto.randomUUID();
    const send = (fingerprint: string) =>
      codeOf(store.ledger.commit([note(freshNote())], { idempotencyKey: key, fingerprint }));
    outcomes.push((await Promise.all([send("one"), send("another")])).sort().join(" + "));
  });
  const effects = (await numberOf(ask, "select count(*) from throughline.events")) - before;
  const isRight = outcomes.every((outcome) => outcome === "done + ledger/key-reused");
  return { figure: `${counted(outcomes)}: ${effects} effects`, held: isRight && effects === pairs };
}

async function control({ ask }: Ground, pairs: number) {
  await ask("create table naive (key text)");
  await inLanes(pairs, 8, async (turn) => {
    const send = async () => {
      const known = await ask("select from naive where key = $1", [turn]);
      if (known.length === 0) await ask("insert into naive values ($1)", [turn]);
    };
    await Promise.all([send(), send()]);
  });
  const effects = await numberOf(ask, "select count(*) from naive");
  return { figure: `${pairs} pairs: ${effects} effects`, held: effects > pairs };
}

/** The same command comes twice at once. */
export const keys: FaultRun = ({ full }) =>
  onGround({ connections: 16 }, async (ground) => {
    const pairs = full ? 5000 : 300;
    return [
      await seen("one key twice at once is one commit, told to both", () => twice(ground, pairs)),
      await seen("one key for two commands at once serves one", () => otherwise(ground, pairs)),
      await seen("control: look for the key, then write, does it twice", () => control(ground, pairs)),
      await verified(ground),
    ];
  });
