import { offerPostgres } from "../support/postgres-offer.js";

/** What one fault showed. */
export interface FaultFinding {
  /** What was done and what must hold: `kill -9 in mid-commit: no half-written record`. */
  readonly name: string;
  /** What was seen, in words or as a number. */
  readonly figure: string | number;
  readonly held: boolean;
}

/** What every file of this folder exports as `run`. */
export type FaultRun = (options: { readonly full: boolean }) => Promise<readonly FaultFinding[]>;

const args = process.argv.slice(2);
const name = args.find((arg) => !arg.startsWith("-"));

const withdraw = await offerPostgres();
try {
  const { run } = (await import(`./${name}.ts`)) as { readonly run: FaultRun };
  const findings = await run({ full: args.includes("--full") });
  for (const { name: what, figure, held } of findings)
    console.log(`${held ? "held  " : "BROKEN"}  ${what} · ${figure}`);
  if (findings.length === 0 || findings.some(({ held }) => !held)) process.exitCode = 1;
} finally {
  await withdraw();
}
