import * as z from "zod";
import { type Assurance, assuranceSchema } from "./assurance.js";
import type { Fields } from "./fields.js";

/** A pseudonym of a person, pairwise per organisation: no two organisations know the same person by the same one. */
export type SubjectId = string;

/** An organisation, by the stable name that its tokens carry. */
export type OrganisationId = string;

/** What kind of party acts. `anonymous` is a person not yet bound to a subject. */
export const actorKinds = ["person", "anonymous", "staff", "service", "agent"] as const;

/** One kind of acting party. */
export type ActorKind = (typeof actorKinds)[number];

/** The verified party that acts. Always taken from a verified token or session, never from a request body. */
export interface Actor {
  /** What kind of party it is. */
  readonly kind: ActorKind;
  /** Pseudonym: of the person, of the staff member in the directory, or the service's name. */
  readonly id: string;
  /** The organisation in which the party acts. */
  readonly organisation: OrganisationId;
  /** Unit of the organisation, for staff: an office, a team, a telephone centre. */
  readonly unit?: string;
  /** Role of a staff member, as the directory names it. */
  readonly role?: string;
  /** The person on whose behalf the party acts. */
  readonly onBehalfOf?: SubjectId;
  /** How sure we are of the party. */
  readonly assurance?: Assurance;
}

/** Schema of {@link Actor}. */
export const actorSchema: z.ZodType<Actor> = z.strictObject({
  kind: z.enum(actorKinds),
  id: z.string().min(1).max(200),
  organisation: z.string().min(1).max(200),
  unit: z.string().min(1).max(200).exactOptional(),
  role: z.string().min(1).max(200).exactOptional(),
  onBehalfOf: z.string().min(1).max(200).exactOptional(),
  assurance: assuranceSchema.exactOptional(),
} satisfies Fields<Actor>);
