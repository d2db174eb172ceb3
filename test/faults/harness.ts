import { offerPostgres } from "../support/postgres-offer.js";

/** What one fault showed. */
export interface FaultFinding {
  /** What was done and what must hold: `kill -9 in mid-commit: no half-written record`. */
  readonly name: string;
  /** What was seen, in words or as a number. */
  readonly figure: string | number;
  readonly held: boolean;
  /** How long it took. */
  readonly seconds?: number;
}

/** What every file of this folder exports as `run`; or several by name, as `families`. */
export type FaultRun = (options: { readonly full: boolean }) => Promise<readonly FaultFinding[]>;

interface Faults {
  readonly run?: FaultRun;
  readonly families?: Readonly<Record<string, FaultRun>>;
}

const args = process.argv.slice(2);
const [name = "", only] = args.filter((arg) => !arg.startsWith("-"));
const full = args.includes("--full");

/** The runs that were asked for. */
function chosen({ run, families }: Faults): readonly (readonly [string, FaultRun])[] {
  const all = families ? Object.entries(families) : run ? [[name, run] as const] : [];
  const found = all.filter(([family]) => only === undefined || family === only);
  if (found.length > 0) return found;
  console.error(`There is no ${only} in ${name}. It has: ${all.map(([family]) => family).join(", ")}`);
  return process.exit(2);
}

/** A family that breaks off is broken; the others are still tried. */
async function findingsOf(family: string, run: FaultRun): Promise<readonly FaultFinding[]> {
  try {
    return await run({ full });
  } catch (error) {
    console.error(error);
    return [{ name: family, figure: "broke off: see above", held: false }];
  }
}

function tell({ name: what, figure, held, seconds }: FaultFinding): void {
  const took = seconds === undefined ? "" : ` · ${seconds.toFixed(1)} s`;
  console.log(`${held ? "held  " : "BROKEN"}  ${what} · ${figure}${took}`);
}

const withdraw = await offerPostgres();
try {
  const started = performance.now();
  let found = 0;
  let broken = 0;
  for (const [family, run] of chosen((await import(`./${name}.ts`)) as Faults)) {
    for (const finding of await findingsOf(family, run)) {
      tell(finding);
      found += 1;
      if (!finding.held) broken += 1;
    }
  }
  console.log(
    `${found - broken} held, ${broken} broken, ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
  if (found === 0 || broken > 0) process.exitCode = 1;
} finally {
  await withdraw();
}
