import { type FactType, plain, special } from "./fact-type.js";
import { choice, day, line, money, words, yesNo } from "./shapes.js";

/** Housing. */
export const housingFacts: readonly FactType[] = [
  plain(
    "housing.situation",
    "Where you are living",
    "Ble rydych chi'n byw",
    choice("settled", "temporary", "staying-with-others", "no-home"),
  ),
  plain(
    "housing.tenure",
    "Whether you rent or own",
    "P'un a ydych yn rhentu neu'n berchen",
    choice("owner", "shared-ownership", "social-rent", "private-rent", "rent-free", "other"),
  ),
  plain("housing.rent-per-month", "Rent a month", "Rhent y mis", money),
  plain("housing.landlord", "Landlord", "Landlord", line()),
  plain("housing.must-leave-by", "When you have to leave", "Pryd mae'n rhaid i chi adael", day),
  plain("housing.is-overcrowded", "Too many people for the rooms", "Gormod o bobl i'r ystafelloedd", yesNo),
  // What a home has to be fitted with tells of a disability.
  special(
    plain(
      "housing.adaptations",
      "Changes your home needs",
      "Newidiadau sydd eu hangen ar eich cartref",
      words(1000),
    ),
  ),
];
