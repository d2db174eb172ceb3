import * as z from "zod";
import { type FactType, plain, several } from "./fact-type.js";
import { choice, count, day, line, yesNo } from "./shapes.js";

/** Who lives together. */
export const householdFacts: readonly FactType[] = [
  plain("household.size", "How many people live with you", "Faint o bobl sy'n byw gyda chi", count(50)),
  plain("household.has-partner", "Lives with a partner", "Yn byw gyda phartner", yesNo),
  plain("household.dependent-children", "Children who depend on you", "Plant sy'n dibynnu arnoch", count(30)),
  several(
    plain(
      "household.member",
      "Someone who lives with you",
      "Rhywun sy'n byw gyda chi",
      z.strictObject({
        name: line(),
        relationship: choice("partner", "child", "parent", "other-relative", "lodger", "other"),
        dateOfBirth: day.exactOptional(),
      }),
    ),
  ),
];
