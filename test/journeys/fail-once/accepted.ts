import { ThroughlineError } from "@throughline/core";

/** The error behind a problem document, as a caller would meet it. */
export function refused(status: number, problem: Readonly<Record<string, unknown>>): ThroughlineError {
  const { code, title, details = {} } = problem as Readonly<Record<string, never>>;
  return new ThroughlineError(String(code), { status, message: String(title) }, { details });
}

/** What came back over HTTP where it is good; else throws the problem that it tells. */
export async function accepted(answer: Response): Promise<{ readonly status: number }> {
  const { status } = answer;
  if (answer.ok) return { status };
  throw refused(status, JSON.parse(await answer.text()) as Readonly<Record<string, unknown>>);
}
