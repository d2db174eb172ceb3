export type { Actor, ActorKind, OrganisationId, SubjectId } from "./actor.js";
export { actorKinds, actorSchema } from "./actor.js";
export type { Assurance } from "./assurance.js";
export { assuranceSchema } from "./assurance.js";
export { canonicalize } from "./canonical.js";
export { catalogueDocument } from "./catalogue/document.js";
export type { FactSensitivity, FactType, MergeClass } from "./catalogue/fact-type.js";
export { factSensitivities, mergeClasses } from "./catalogue/fact-type.js";
export type { Catalogue, CatalogueOptions } from "./catalogue.js";
export { catalogue, checkFact, createCatalogue, factType } from "./catalogue.js";
export type { SealedChange, SealedEvent } from "./chain.js";
export {
  eventDigest,
  eventHash,
  expectedHash,
  genesis,
  recordDigest,
  sealChange,
  stateDigestOf,
} from "./chain.js";
export { checkCommit } from "./change.js";
export type { Channel } from "./channel.js";
export { channelSchema, channels } from "./channel.js";
export { timeOf } from "./clock.js";
export type { CloudEvent } from "./cloud-event.js";
export { isUriReference, parseCloudEvent } from "./cloud-event.js";
export type { AdvanceConsentEpoch, ConsentEpoch, ConsentEpochAdvanced } from "./consent-epoch.js";
export { consentEpoch, consentEpochOf } from "./consent-epoch.js";
export type {
  ConsentGate,
  ConsentQueries,
  ConsentQuery,
  ConsentReason,
  Decision,
  Decisions,
} from "./consent-gate.js";
export type { Courier, Parcel, ParcelStatus } from "./courier.js";
export type { Context, Decided, Decider, DeciderEvent } from "./decider.js";
export type { Sha256 } from "./digest.js";
export { digestOf, sha256 } from "./digest.js";
export type { ErasureErrorCode } from "./erasure/errors.js";
export { ErasureError, erasureErrors } from "./erasure/errors.js";
export type { ErasureOptions } from "./erasure/foundation.js";
export type { ErasureOrder, Hold, Kept } from "./erasure/model.js";
export type { ErasureReceipt, ReceiptExpectation } from "./erasure/receipt.js";
export { erasureReceiptSchema, erasureReceiptType, verifyErasureReceipt } from "./erasure/receipt.js";
export type { EraseOptions, Erasure, Erasures } from "./erasure/service.js";
export { createErasures } from "./erasure/service.js";
export type {
  ErasureAsked,
  ErasureBegun,
  ErasureCompleted,
  ErasureDestroyed,
  ErasureState,
} from "./erasure/stages.js";
export type { TombstoneBook } from "./erasure/tombstones.js";
export { erasedSubjects, replayTombstones } from "./erasure/tombstones.js";
export type {
  CoreErrorCode,
  ErrorFacts,
  LedgerErrorCode,
  ThroughlineErrorOptions,
  VaultErrorCode,
} from "./errors.js";
export {
  CoreError,
  coreErrors,
  isThroughlineError,
  LedgerError,
  ledgerErrors,
  ThroughlineError,
  VaultError,
  vaultErrors,
} from "./errors.js";
export type { Fact, FactAssurance, FactTypeId } from "./fact.js";
export { factAssurances, factSchema } from "./fact.js";
export type { Fields } from "./fields.js";
export type { KeyScope } from "./idempotency.js";
export { fingerprint, idempotencyKey } from "./idempotency.js";
export type { RecordId, RecordKind } from "./ids.js";
export { idOf, kindOf, newId, recordId, recordOf } from "./ids.js";
export { addSeconds, calendarDateSchema, instantSchema, isInstant, toInstant } from "./instant.js";
export type { CalendarDate, Instant, JsonObject, JsonValue } from "./json.js";
export type { KeyRing, NewKey, WrappedKey } from "./key-ring.js";
export { keyRing } from "./key-ring.js";
export type { KeyWrap, LocalKeyWrapOptions } from "./key-wrap.js";
export { localKeyWrap } from "./key-wrap.js";
export type { LawfulBasis } from "./lawful-basis.js";
export { lawfulBases } from "./lawful-basis.js";
export type {
  Change,
  Commit,
  CommitOptions,
  CommittedRecord,
  EventActor,
  FollowOptions,
  FoundRecord,
  Guard,
  Ledger,
  LedgerCursor,
  LedgerEvent,
  LedgerQuery,
  LedgerRecord,
  LedgerView,
  LogPosition,
  LookupKey,
  NewEvent,
  Timer,
} from "./ledger.js";
export type { MemoryLedger, MemoryLedgerOptions } from "./memory-ledger.js";
export { memoryLedger } from "./memory-ledger.js";
export type { MemoryVaultOptions } from "./memory-vault.js";
export { memoryVault } from "./memory-vault.js";
export type { Erased, Personal } from "./personal.js";
export { isErased, personal, reveal } from "./personal.js";
export type { Problem } from "./problem.js";
export { toProblem } from "./problem.js";
export { checkFollow, checkQuery } from "./query.js";
export type { Quota, QuotaGrant, QuotaLimit } from "./quota.js";
export { checkQuota, quotaKey } from "./quota.js";
export type { CommandOptions, Handled, HandleOptions, Loaded, Repository } from "./repository.js";
export { createRepository } from "./repository.js";
export type { CommandRules } from "./rules.js";
export { applyRule } from "./rules.js";
export type { SealedLedgerOptions } from "./sealed-ledger.js";
export { sealedLedger } from "./sealed-ledger.js";
export type { TombstoneSource } from "./sealing/replay.js";
export { storedLedger } from "./sealing/stored-ledger.js";
export type { Signer, Verified, Verifier, VerifyOptions } from "./signer.js";
export type { Source, SourceParty } from "./source.js";
export { sourceParties, sourceSchema } from "./source.js";
export type { Store } from "./store.js";
export { compareText } from "./text.js";
export type { DueTimer, TakeTimers, Timers } from "./timers.js";
export { checkTake } from "./timers.js";
export type { Prepared, Transaction, TransactOptions } from "./transact.js";
export { transact } from "./transact.js";
export type { LogErrorCode } from "./transparency/errors.js";
export { LogError, logErrors } from "./transparency/errors.js";
export type { Tombstone, Vault, VaultKey } from "./vault.js";
export { checkDestroy, checkSubject, isReserved, isSubject, isTombstone } from "./vault.js";
export type { RecordFault, RecordVerdict } from "./verify-record.js";
export { verifyRecord } from "./verify-record.js";
export type { WorkQueue, WorkTask } from "./work-queue.js";
