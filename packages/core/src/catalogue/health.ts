import { type FactType, plain, special } from "./fact-type.js";
import { words, yesNoOrUnsaid } from "./shapes.js";

/** Health, as far as a service has to fit itself to it. All of it is special category data. */
export const healthFacts: readonly FactType[] = [
  plain(
    "health.condition-affects-work",
    "Health condition or disability that affects work",
    "Cyflwr iechyd neu anabledd sy'n effeithio ar waith",
    yesNoOrUnsaid,
  ),
  plain(
    "health.condition-description",
    "How your health affects you",
    "Sut mae eich iechyd yn effeithio arnoch",
    words(2000),
  ),
  plain(
    "health.mobility-needs",
    "Help you need to get about",
    "Help sydd ei angen arnoch i symud o gwmpas",
    words(1000),
  ),
  plain(
    "health.communication-needs",
    "Help you need to communicate",
    "Help sydd ei angen arnoch i gyfathrebu",
    words(1000),
  ),
  plain("health.appointments", "Treatment that takes time", "Triniaeth sy'n cymryd amser", words(1000)),
  plain("health.is-pregnant", "Pregnant", "Yn feichiog", yesNoOrUnsaid),
].map(special);
