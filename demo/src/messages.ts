import { defineTemplate, type Template } from "@throughline/notify";
import * as z from "zod";

/** Tells the person that their answers were dealt with. */
export const finished: Template = defineTemplate({
  id: "answers-dealt-with",
  version: 1,
  purpose: "work-support.assess",
  schema: z.strictObject({ name: z.string() }),
  content: {
    en: {
      email: {
        subject: "We have everything we need",
        body: "Dear ((name))\n\nThank you for telling us about your work and your life. You need do nothing more.\n\n# What happens next\n\n* An adviser looks at your answers.\n* We write to you within 5 working days.\n\nYou will not be asked for your answers again.\n\nWork and Careers",
      },
    },
    cy: {
      email: {
        subject: "Mae gennym bopeth sydd ei angen arnom",
        body: "Annwyl ((name))\n\nDiolch am ddweud wrthym am eich gwaith a’ch bywyd. Nid oes angen i chi wneud dim mwy.\n\n# Beth sy’n digwydd nesaf\n\n* Bydd cynghorydd yn edrych ar eich atebion.\n* Byddwn yn ysgrifennu atoch o fewn 5 diwrnod gwaith.\n\nNi ofynnir i chi am eich atebion eto.\n\nGwaith a Gyrfâu",
      },
    },
  },
});
