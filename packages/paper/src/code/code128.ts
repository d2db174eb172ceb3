import { codePointName } from "../code-point.js";
import { PaperError } from "../errors.js";
import { stopWidths, symbolWidths } from "./code128-patterns.js";

type CodeSet = "B" | "C";

const startSymbol = { B: 104, C: 105 } as const satisfies Record<CodeSet, number>;
const switchSymbol = { B: 100, C: 99 } as const satisfies Record<CodeSet, number>;

/** The cheapest way to encode the rest of the text from one code set on. */
interface Plan {
  /** Symbols needed. */
  readonly cost: number;
  /** Data and switch symbols. */
  readonly symbols: readonly number[];
}

/**
 * The symbols of a Code 128 barcode, from start to check symbol, in the fewest symbols that code sets B and C allow.
 *
 * ISO/IEC 15417 section 4; the shortest encoding is found from the end rather than by the rules of annex E.
 *
 * @throws PaperError `paper/barcode-character` for anything but printable ASCII.
 */
export function code128Symbols(text: string): readonly number[] {
  for (const character of text) {
    if (!/^[ -~]$/.test(character)) {
      throw new PaperError("paper/barcode-character", { details: { character: codePointName(character) } });
    }
  }
  const plans = plansFrom(text);
  const set: CodeSet = plans.C.cost <= plans.B.cost ? "C" : "B";
  const symbols = [startSymbol[set], ...plans[set].symbols];
  return [...symbols, checkSymbol(symbols)];
}

/** Widths of bars and spaces in modules, bar first, with the stop pattern and without quiet zones. */
export function code128Widths(text: string): readonly number[] {
  const patterns = code128Symbols(text).map((symbol) => symbolWidths[symbol] ?? "");
  return [...patterns, stopWidths].join("").split("").map(Number);
}

/** Weighted sum modulo 103; the start symbol and the first datum both weigh 1 (ISO/IEC 15417 annex A). */
function checkSymbol(symbols: readonly number[]): number {
  return symbols.reduce((sum, symbol, index) => sum + symbol * Math.max(index, 1), 0) % 103;
}

/** Works from the end of the text to its beginning: at each place the best plan in B and the best in C. */
function plansFrom(text: string): Readonly<Record<CodeSet, Plan>> {
  const none: Plan = { cost: Number.POSITIVE_INFINITY, symbols: [] };
  const end: Plan = { cost: 0, symbols: [] };
  let next: Record<CodeSet, Plan> = { B: end, C: end };
  let afterNext: Record<CodeSet, Plan> = { B: none, C: none };
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const pair = /^[0-9]{2}$/.test(text.slice(at, at + 2)) ? Number(text.slice(at, at + 2)) : undefined;
    const inB = prepend(text.charCodeAt(at) - 32, next.B);
    const inC = pair === undefined ? none : prepend(pair, afterNext.C);
    const here = {
      B: cheaper(inB, prepend(switchSymbol.C, inC)),
      C: cheaper(inC, prepend(switchSymbol.B, inB)),
    };
    afterNext = next;
    next = here;
  }
  return next;
}

function prepend(symbol: number, plan: Plan): Plan {
  return { cost: plan.cost + 1, symbols: [symbol, ...plan.symbols] };
}

function cheaper(one: Plan, other: Plan): Plan {
  return other.cost < one.cost ? other : one;
}
