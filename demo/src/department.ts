import type { Actor, Assurance } from "@throughline/core";

/** The department whose service this is. */
export const organisation = "work-and-careers";

/** Its own name in identity tokens. */
export const issuer = "urn:throughline:demo:identity";

/** The one audience its tokens are for. */
export const audience = "urn:throughline:demo:work-and-careers";

/** Someone who can sign in. */
export type Party = Actor & { readonly assurance: Assurance };

/** A member of staff, with how they meet people. */
export interface Officer {
  /** Who they are in the directory. */
  readonly party: Party;
  /** Name shown on their own screen. */
  readonly name: string;
  /** How they meet people, and where. */
  readonly presence: { readonly kind: "call" | "desk"; readonly id: string };
  /** Name of the unit, shown to the person. */
  readonly place: { readonly en: string; readonly cy: string };
}

const staffAssurance: Assurance = { framework: "gpg45", authentication: "high", proofing: "high" };

function officer(
  id: string,
  unit: string,
  name: string,
  presence: Officer["presence"],
  place: Officer["place"],
): Officer {
  return {
    party: { kind: "staff", id, organisation, unit, role: "adviser", assurance: staffAssurance },
    name,
    presence,
    place,
  };
}

/** The two officers who are there from the start: one on the telephone, one at a desk. */
export const officers: readonly Officer[] = [
  officer(
    "staff-asha",
    "phone-centre",
    "Asha Rahman",
    { kind: "call", id: "line-4" },
    {
      en: "telephone centre",
      cy: "canolfan ffôn",
    },
  ),
  officer(
    "staff-gwen",
    "cardiff-office",
    "Gwen Parry",
    { kind: "desk", id: "desk-2" },
    {
      en: "Cardiff office",
      cy: "swyddfa Caerdydd",
    },
  ),
];

const personAssurance: Assurance = { framework: "gpg45", authentication: "medium", proofing: "medium" };

/** Demo accounts that stand in for a national sign-in. Their ids are pseudonyms of this department alone. */
export const people: readonly { readonly name: string; readonly party: Party }[] = ["A", "B", "C"].map(
  (letter) => ({
    name: `Demo account ${letter}`,
    party: {
      kind: "person",
      id: `person-demo-${letter.toLowerCase()}`,
      organisation,
      assurance: personAssurance,
    },
  }),
);

/** The service itself, where it acts on its own. */
export const service: Actor = { kind: "service", id: "find-work-support", organisation };
