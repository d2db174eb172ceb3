import {
  type Actor,
  type Channel,
  channelSchema,
  type FactTypeId,
  type Fields,
  type Instant,
  type OrganisationId,
} from "@throughline/core";
import * as z from "zod";

/** Short text that names something: never empty, never long. */
export const nameSchema: z.ZodType<string> = z.string().min(1).max(200);

/** Schema of a fact type's id. */
export const factTypeSchema: z.ZodType<FactTypeId> = z.string().min(1).max(100);

/** Which service the journey is in. Pinned when it starts; it moves only by an explicit migration. */
export interface DefinitionRef {
  /** The definition's stable id: `work-support`. */
  readonly id: string;
  /** Its version, a whole number from 1. */
  readonly version: number;
}

/** Schema of {@link DefinitionRef}. */
export const definitionRef: z.ZodType<DefinitionRef> = z.strictObject({
  id: nameSchema,
  version: z.int().min(1),
} satisfies Fields<DefinitionRef>);

/** Whom an offer is for: the staff of one unit, in one channel. */
export interface Audience {
  /** The organisation that would take over; the recipient that consent is asked about. */
  readonly organisation: OrganisationId;
  /** Its unit: an office, a team, a telephone centre. */
  readonly unit: string;
  /** The channel in which it would. */
  readonly channel: Channel;
}

/** Schema of {@link Audience}. */
export const audienceSchema: z.ZodType<Audience> = z.strictObject({
  organisation: nameSchema,
  unit: nameSchema,
  channel: channelSchema,
} satisfies Fields<Audience>);

/** In which channel each kind of presence puts an officer. */
export const presenceChannels = {
  call: "phone",
  video: "video",
  desk: "office",
  kiosk: "kiosk",
} as const satisfies Readonly<Record<string, Channel>>;

/** A way in which officer and person are together. */
export type PresenceKind = keyof typeof presenceChannels;

/** How officer and person are together at this moment. */
export interface Presence {
  /** The way. It decides the channel, and with it which codes can be claimed. */
  readonly kind: PresenceKind;
  /** Opaque reference of the call, desk or kiosk. Never a telephone number. */
  readonly id: string;
}

/** Schema of {@link Presence}. */
export const presenceSchema: z.ZodType<Presence> = z.strictObject({
  kind: z.enum(["call", "video", "desk", "kiosk"]),
  id: nameSchema,
} satisfies Fields<Presence>);

/**
 * What a claim or an acceptance gives its holder. Every later act of the holder carries it; it is never refreshed on the
 * holder's behalf, so a former holder's writes fail by name.
 */
export interface Grant {
  /** The handoff. */
  readonly handoff: string;
  /** The version of its record that made the grant. */
  readonly version: number;
  /** The fencing number that made the grant. */
  readonly epoch: number;
}

/** Schema of {@link Grant}. */
export const grantSchema: z.ZodType<Grant> = z.strictObject({
  handoff: z.string().regex(/^hnd_[0-9a-f-]{36}$/),
  version: z.int().min(1),
  epoch: z.int().min(1),
} satisfies Fields<Grant>);

/** A party as the record keeps it. */
export interface Party extends Pick<Actor, "kind" | "id" | "organisation" | "unit"> {}

/** The party behind an actor. */
export function partyOf({ kind, id, organisation, unit }: Actor): Party {
  return { kind, id, organisation, ...(unit === undefined ? {} : { unit }) };
}

/** Tells whether an actor is the party that the record names. */
export function isSameParty(party: Party | undefined, actor: Actor): boolean {
  return (
    party !== undefined &&
    party.kind === actor.kind &&
    party.id === actor.id &&
    party.organisation === actor.organisation &&
    party.unit === actor.unit
  );
}

/** What a new journey begins with. */
export interface StartInput {
  /** Which service, in which version. */
  readonly definition: DefinitionRef;
  /** Where the person starts. */
  readonly channel: Channel;
  /** The person, if known. A person who starts is always their own subject. */
  readonly subject?: string;
}

/** Schema of {@link StartInput}. */
export const startInput: z.ZodType<StartInput> = z.strictObject({
  definition: definitionRef,
  channel: channelSchema,
  subject: nameSchema.exactOptional(),
} satisfies Fields<StartInput>);

/** A step of the service that was reached. */
export interface StepInput {
  /** The step's name in the definition. */
  readonly step: string;
  /** Where it was reached. */
  readonly channel: Channel;
}

/** Schema of {@link StepInput}. */
export const stepInput: z.ZodType<StepInput> = z.strictObject({
  step: nameSchema,
  channel: channelSchema,
} satisfies Fields<StepInput>);

/** A step that was reached, and when. */
export interface Step extends StepInput {
  /** By the ledger's clock. */
  readonly at: Instant;
}
