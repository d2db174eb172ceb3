import type { ActorKind, Channel, Fields } from "@throughline/core";
import * as z from "zod";
import { type Digest, digestSchema, nameSchema } from "./shapes.js";

/** The person acted on a screen of their own: web, app or kiosk. */
export interface WebEvidence {
  /** What kind of evidence it is. */
  readonly kind: "web";
  /** What the person used. */
  readonly control: "checkbox" | "button";
}

/** A member of staff read a script to the person, who answered. */
export interface ScriptEvidence {
  /** What kind of evidence it is. */
  readonly kind: "script";
  /** Version of the script that was read. */
  readonly scriptVersion: string;
  /** Where the recording is kept, if the call was recorded. */
  readonly recordingReference?: string;
}

/** A member of staff saw the person agree, or not, across the desk. */
export interface WitnessedEvidence {
  /** What kind of evidence it is. */
  readonly kind: "witnessed";
}

/** The person filled in and signed a form. */
export interface FormEvidence {
  /** What kind of evidence it is. */
  readonly kind: "form";
  /** Version of the form. */
  readonly formVersion: string;
  /** SHA-256 of the scanned form. */
  readonly scanHash: Digest;
}

/** What shows that the person really said so, typed by how they said it. */
export type Evidence = WebEvidence | ScriptEvidence | WitnessedEvidence | FormEvidence;

/** One kind of evidence. */
export type EvidenceKind = Evidence["kind"];

const kind = <const Kind extends EvidenceKind>(name: Kind) => z.literal(name);

/** Schema of {@link Evidence}. */
export const evidenceSchema: z.ZodType<Evidence> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: kind("web"),
    control: z.enum(["checkbox", "button"]),
  } satisfies Fields<WebEvidence>),
  z.strictObject({
    kind: kind("script"),
    scriptVersion: nameSchema,
    recordingReference: nameSchema.exactOptional(),
  } satisfies Fields<ScriptEvidence>),
  z.strictObject({ kind: kind("witnessed") } satisfies Fields<WitnessedEvidence>),
  z.strictObject({
    kind: kind("form"),
    formVersion: nameSchema,
    scanHash: digestSchema,
  } satisfies Fields<FormEvidence>),
]);

/** The kind of evidence that each channel gives. A channel that is not here cannot carry consent. */
export const evidenceOfChannel = {
  web: "web",
  app: "web",
  kiosk: "web",
  phone: "script",
  video: "script",
  office: "witnessed",
  paper: "form",
} as const satisfies Readonly<Partial<Record<Channel, EvidenceKind>>>;

/** A channel in which consent can be given. */
export type GrantChannel = keyof typeof evidenceOfChannel;

/** Schema of {@link GrantChannel}. */
export const grantChannelSchema: z.ZodType<GrantChannel> = z.enum(
  Object.keys(evidenceOfChannel) as [GrantChannel, ...GrantChannel[]],
);

/** Who brings each kind of evidence: staff cannot tick a person's box, a person cannot witness themselves. */
export const bearerOfEvidence: Readonly<Record<EvidenceKind, ActorKind>> = {
  web: "person",
  script: "staff",
  witnessed: "staff",
  form: "staff",
};
