export type { Accepted, AcceptInput } from "./accept.js";
export type { AskBucket, AskCount, AskInput } from "./asks.js";
export { askBuckets } from "./asks.js";
export type { Claimed, ClaimInput, QueueClaimInput } from "./claim.js";
export type { Pepper } from "./code-secret.js";
export type { JourneyErrorCode } from "./errors.js";
export { JourneyError, journeyErrors } from "./errors.js";
export type { CompleteInput } from "./finish.js";
export type { ActOptions, WriteOptions } from "./foundation.js";
export type {
  AccessNeed,
  DeclineReason,
  OfferInput,
  OfferReason,
  ReturnReason,
  RoutingCard,
} from "./handoff-model.js";
export {
  accessNeeds,
  declineReasons,
  offerInput,
  offerReasons,
  returnReasons,
  routingCard,
} from "./handoff-model.js";
export type { HandoffStatus } from "./handoff-states.js";
export type {
  Audience,
  DefinitionRef,
  Grant,
  Party,
  Presence,
  PresenceKind,
  StartInput,
  Step,
  StepInput,
} from "./model.js";
export { audienceSchema, definitionRef, grantSchema, presenceChannels, presenceSchema } from "./model.js";
export type { Offered } from "./offer.js";
export type {
  DateOfBirthCheck,
  DocumentCheck,
  DocumentType,
  PersonCheck,
  PersonCheckLevel,
} from "./person-check.js";
export { documentTypes, personCheckSchema } from "./person-check.js";
export type { Need, Projection, Withheld, WithheldBecause } from "./projection.js";
export type { QueuePage, QueueTickets, Ticket } from "./queue.js";
export type { ReadResult } from "./read.js";
export type { Journeys, JourneysOptions } from "./service.js";
export { createJourneys } from "./service.js";
export type { ParsedCode, SpokenCode } from "./spoken-code.js";
export { formatSpokenCode, parseSpokenCode } from "./spoken-code.js";
export type { TimelineEntry } from "./timeline.js";
export type { HandoffView, JourneyView } from "./view.js";
export type { Written } from "./write.js";
