import { canonicalize } from "../canonical.js";
import { isThroughlineError } from "../errors.js";

/** Breaks the law where the condition does not hold. */
export function holds(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

/** Canonical JSON, with null for whatever is absent. */
function written(value: unknown): string {
  return canonicalize(JSON.parse(JSON.stringify(value ?? null)));
}

/** Breaks the law where two JSON values differ. */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [found, wanted] = [written(actual), written(expected)];
  holds(found === wanted, `${what}: expected ${wanted}, found ${found}`);
}

/** What was thrown, as a code; anything unexpected is thrown on, so that it is seen. */
export function codeOf(error: unknown): string {
  if (isThroughlineError(error)) return error.code;
  throw error;
}

/** Breaks the law unless the attempt is refused with one of the codes. Gives the details of the refusal. */
export async function refused(
  attempt: Promise<unknown>,
  codes: string | readonly string[],
  what: string,
): Promise<Readonly<Record<string, unknown>>> {
  const error: unknown = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  holds(error !== undefined, `${what}: expected ${String(codes)}, but it was accepted`);
  holds([codes].flat().includes(codeOf(error)), `${what}: expected ${String(codes)}, found ${codeOf(error)}`);
  return isThroughlineError(error) ? error.details : {};
}

/** How many attempts that ran at once succeeded, and the codes of the others. */
export interface Outcomes<Value> {
  /** What the successful ones gave. */
  readonly won: readonly Value[];
  /** Why the others were refused. */
  readonly lost: readonly string[];
}

/** Waits for attempts that run at once. */
export async function outcomes<Value>(attempts: readonly Promise<Value>[]): Promise<Outcomes<Value>> {
  const settled = await Promise.allSettled(attempts);
  return {
    won: settled.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])),
    lost: settled.flatMap((result) => (result.status === "rejected" ? [codeOf(result.reason)] : [])),
  };
}

/** Breaks the law unless exactly one attempt won and the others were refused with one of the codes. */
export function oneWinner(result: Outcomes<unknown>, codes: readonly string[], what: string): void {
  holds(result.won.length === 1, `${what}: ${result.won.length} winners instead of one`);
  const other = result.lost.find((code) => !codes.includes(code));
  holds(other === undefined, `${what}: a loser was told ${other}`);
}
