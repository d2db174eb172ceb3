import { type Comparison, compare, type Outcome } from "../support/comparison.js";
import { offerPostgres } from "../support/postgres-offer.js";

/** What a file of this folder exports: comparisons with a peer, or a report that writes its own lines. */
export interface Bench {
  readonly comparisons?: readonly Comparison[];
  readonly report?: (options: { readonly full: boolean }) => AsyncIterable<string>;
}

const short = (figure: number) => figure.toLocaleString("en-GB", { maximumSignificantDigits: 4 });

function line({ name, ours, peer, unit, ratio, goal, held }: Outcome): string {
  const verdict = goal === undefined ? "no goal" : `${goal}${held ? "" : " missed"}`;
  return `${name} · ${short(ours)} ${unit} · ${short(peer)} ${unit} · ${ratio.toFixed(2)} · ${verdict}`;
}

const args = process.argv.slice(2);
const name = args.find((arg) => !arg.startsWith("-"));
const write = args.includes("--json") ? JSON.stringify : line;

const withdraw = await offerPostgres();
try {
  const { comparisons = [], report } = (await import(`./${name}.ts`)) as Bench;
  for (const comparison of comparisons) console.log(write(await compare(comparison)));
  if (report) for await (const told of report({ full: args.includes("--full") })) console.log(told);
} finally {
  await withdraw();
}
