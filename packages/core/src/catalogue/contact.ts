import * as z from "zod";
import { type FactType, plain, several, special } from "./fact-type.js";
import { channel, choice, email, line, phone, words } from "./shapes.js";

/** How to reach somebody. */
export const contactFacts: readonly FactType[] = [
  plain("contact.email", "Email address", "Cyfeiriad e-bost", email, "https://schema.org/email"),
  plain("contact.phone", "Phone number", "Rhif ffôn", phone, "https://schema.org/telephone"),
  plain(
    "contact.preferred-channel",
    "How you want us to contact you",
    "Sut yr hoffech i ni gysylltu â chi",
    channel,
  ),
  plain("contact.times-to-avoid", "When not to contact you", "Pryd i beidio â chysylltu â chi", words(500)),
  // A format that somebody needs tells of a disability.
  special(
    plain(
      "contact.accessible-format",
      "Format you need",
      "Fformat sydd ei angen arnoch",
      choice("none", "large-print", "easy-read", "braille", "audio", "sign-language"),
    ),
  ),
  several(
    plain(
      "contact.trusted-person",
      "Someone we may speak to for you",
      "Rhywun y cawn siarad â nhw ar eich rhan",
      z.strictObject({ name: line(), relationship: line(100), phone: phone.exactOptional() }),
    ),
  ),
];
