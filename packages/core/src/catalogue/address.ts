import * as z from "zod";
import { type FactType, plain, several } from "./fact-type.js";
import { address, day } from "./shapes.js";

/** Where somebody lives and gets letters. */
export const addressFacts: readonly FactType[] = [
  plain("address.current", "Address", "Cyfeiriad", address, "http://www.w3.org/ns/locn#address"),
  plain("address.correspondence", "Address for letters", "Cyfeiriad ar gyfer llythyrau", address),
  plain("address.moved-in", "When you moved in", "Pryd y gwnaethoch symud i mewn", day),
  several(
    plain(
      "address.previous",
      "Previous address",
      "Cyfeiriad blaenorol",
      z.strictObject({ address, until: day.exactOptional() }),
    ),
  ),
];
