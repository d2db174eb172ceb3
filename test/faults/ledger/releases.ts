import {
  type Actor,
  consentEpoch,
  consentEpochOf,
  createRepository,
  isThroughlineError,
  newId,
  type RecordId,
} from "@throughline/core";
import type { FaultRun } from "../harness.js";
import { type Ground, onGround, seen, verified } from "./ground.js";
import { inLanes, sleep } from "./lanes.js";
import { freshNote, note } from "./notes.js";

const actor: Actor = { kind: "service", id: "faults", organisation: "o" };
const writersPerRound = 6;

/** Something that writers rest on, and that is then moved under them. */
interface Ending {
  /** What a writer's guard is on, and the version that it was granted. */
  readonly guarded: RecordId;
  readonly granted: number;
  /** Ends the grant: settles when that is acknowledged. */
  end(): Promise<unknown>;
}

/** A subject's consent, withdrawn. */
async function withdrawal({ store }: Ground): Promise<Ending> {
  const epochs = createRepository(store.ledger, consentEpoch);
  const subject = newId("per");
  const guarded = consentEpochOf(subject);
  const advance = (cause: string) => epochs.handle(guarded, { type: "advance", subject, cause }, { actor });
  const { version: granted } = await advance("consent.given");
  return { guarded, granted, end: () => advance("consent.withdrawn") };
}

/** A handoff, recalled from its holder: the epoch that the holder was given ends. */
async function recall({ store }: Ground): Promise<Ending> {
  const guarded = freshNote();
  const epoch = (version: number) => note(guarded, version, { state: { epoch: version + 1 } });
  await store.ledger.commit([epoch(0)]);
  return { guarded, granted: 1, end: () => store.ledger.commit([epoch(1)]) };
}

interface Tally {
  written: number;
  late: number;
}

/** Writers go by their own grant, while it is ended. A write that began after the end was acknowledged is late. */
async function round({ store }: Ground, ending: Ending, isGuarded: boolean, tally: Tally): Promise<void> {
  let hasEnded = false;
  const end = async () => {
    await sleep(Math.random() * 4);
    await ending.end();
    hasEnded = true;
  };
  const ended = end();
  const write = async (at: number) => {
    // One comes when all is over; the others come around the end.
    await (at === 0 ? ended : sleep(Math.random() * 8));
    const isLate = hasEnded;
    const { guarded: record, granted: version } = ending;
    const change = note(freshNote(), 0, { state: { epoch: version } });
    await store.ledger.commit([change], isGuarded ? { requires: [{ record, version }] } : {});
    tally.written += 1;
    if (isLate) tally.late += 1;
  };
  const writers = Array.from({ length: writersPerRound }, (_, at) =>
    write(at).catch((error: unknown) => {
      if (!isThroughlineError(error, "ledger/conflict")) throw error;
    }),
  );
  await Promise.all([...writers, ended]);
}

async function chase(ground: Ground, begin: typeof recall, rounds: number, isGuarded: boolean) {
  const tally = { written: 0, late: 0 };
  await inLanes(rounds, 3, async () => round(ground, await begin(ground), isGuarded, tally));
  const { written, late } = tally;
  const figure = `${rounds} rounds of ${writersPerRound}: ${written} written, ${late} of them late`;
  return { figure, held: written > 0 && (isGuarded ? late === 0 : late > 0) };
}

/** What was permitted ends while those who were permitted write. */
export const releases: FaultRun = ({ full }) =>
  onGround({ connections: 24 }, async (ground) => {
    const rounds = full ? 2000 : 150;
    return [
      await seen("no release begins after a withdrawal was acknowledged", () =>
        chase(ground, withdrawal, rounds, true),
      ),
      await seen("control: without the guard, late releases are seen", () =>
        chase(ground, withdrawal, rounds, false),
      ),
      await seen("no holder writes after a recall was acknowledged", () =>
        chase(ground, recall, rounds, true),
      ),
      await seen("control: without version and epoch, an old holder writes on", () =>
        chase(ground, recall, rounds, false),
      ),
      await verified(ground),
    ];
  });
