/** The six lawful bases of Article 6(1) UK GDPR and EU GDPR, points (a) to (f) in order. */
export const lawfulBases = [
  "consent",
  "contract",
  "legal-obligation",
  "vital-interest",
  "public-task",
  "legitimate-interest",
] as const;

/** One lawful basis. */
export type LawfulBasis = (typeof lawfulBases)[number];
