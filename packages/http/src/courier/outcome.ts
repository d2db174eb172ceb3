import { isThroughlineError, type ThroughlineError } from "@throughline/core";
import type { Outcome } from "./model.js";

/** Client errors that may pass by themselves. */
const passing = [408, 425, 429];

function ofStatus(status: number): Outcome["result"] {
  if (status === 410) return "gone";
  return status >= 400 && status < 500 && !passing.includes(status) ? "refused" : "failed";
}

function numberIn({ details }: ThroughlineError, name: string): number | undefined {
  const value = details[name];
  return typeof value === "number" ? value : undefined;
}

/** A status said yes although the rest of the answer could not be used. */
function isYes(error: ThroughlineError): boolean {
  const status = numberIn(error, "status") ?? 0;
  return status >= 200 && status < 300;
}

/** What each failure of the client means for a parcel. What is not here is a mistake, and thrown on. */
const meanings: Readonly<Record<string, (error: ThroughlineError) => Outcome["result"]>> = {
  "http/remote-problem": (error) => ofStatus(numberIn(error, "status") ?? 0),
  "http/too-large": (error) => (isYes(error) ? "accepted" : "failed"),
  "http/redirected": () => "refused",
  "http/refused-url": () => "failed",
  "http/refused-address": () => "failed",
  "http/timeout": () => "failed",
  "http/unreachable": () => "failed",
};

/** What became of a try that threw. Throws what is no failure of delivery. */
export function outcomeOf(error: unknown): Outcome {
  const meaning = isThroughlineError(error) ? meanings[error.code] : undefined;
  if (!isThroughlineError(error) || !meaning) throw error;
  const wait = numberIn(error, "retryAfterSeconds");
  return { result: meaning(error), ...(wait === undefined ? {} : { retryAfterSeconds: wait }) };
}
