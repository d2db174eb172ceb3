import * as z from "zod";
import { type FactType, plain, several, special } from "./fact-type.js";
import { day, line, money, yesNo } from "./shapes.js";

/** Money that comes in, and money that is owed. */
export const incomeFacts: readonly FactType[] = [
  plain("income.earnings-per-month", "Earnings a month", "Enillion y mis", money),
  plain("income.pension-per-month", "Pension a month", "Pensiwn y mis", money),
  plain("income.savings", "Savings", "Cynilion", money),
  plain("income.has-benefits", "Gets benefits", "Yn cael budd-daliadau", yesNo),
  // The name of a benefit may tell of a health condition.
  special(
    several(
      plain(
        "income.benefit",
        "Benefit",
        "Budd-dal",
        z.strictObject({ name: line(), perMonth: money.exactOptional(), since: day.exactOptional() }),
      ),
    ),
  ),
  plain("income.has-problem-debt", "Worried about debt", "Yn poeni am ddyled", yesNo),
];
