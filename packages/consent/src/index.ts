export type {
  ConsentAct,
  Expression,
  NoticeShown,
  RecordedAct,
  RecordedAnswer,
  RecordedWithdrawal,
  Recorder,
  Withdrawal,
} from "./act.js";
export { consentActSchema, expressions, recordedActSchema, withdrawalSchema } from "./act.js";
export type { ConsentErrorCode } from "./errors.js";
export { ConsentError, consentErrors } from "./errors.js";
export type {
  Evidence,
  EvidenceKind,
  FormEvidence,
  GrantChannel,
  ScriptEvidence,
  WebEvidence,
  WitnessedEvidence,
} from "./evidence.js";
export { evidenceOfChannel, evidenceSchema } from "./evidence.js";
export type {
  ActOptions,
  Consent,
  ConsentOptions,
  ConsentOutcome,
  ConsentRecord,
  ConsentStatus,
  Projection,
  ProjectionQuery,
  Withheld,
} from "./model.js";
export type { Notice, NoticeInput, PublishedNotice } from "./notice.js";
export { noticeHash, noticeInputSchema, noticeSchema } from "./notice.js";
export type {
  DefinedPurpose,
  Purpose,
  PurposeInput,
  SpecialCategory,
  SpecialCategoryCondition,
} from "./purpose.js";
export { purposeInputSchema, purposeSchema, purposeVersion, specialCategoryConditions } from "./purpose.js";
export type { SensitivityCatalogue } from "./sensitivity.js";
export { createConsent } from "./service.js";
export type { Digest, Language } from "./shapes.js";
