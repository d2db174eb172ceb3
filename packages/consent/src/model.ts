import type {
  Actor,
  ConsentGate,
  ConsentReason,
  FactTypeId,
  Guard,
  Instant,
  Ledger,
  OrganisationId,
  RecordId,
  SubjectId,
} from "@throughline/core";
import type { ConsentAct, RecordedAct, Withdrawal } from "./act.js";
import type { Notice, NoticeInput, PublishedNotice } from "./notice.js";
import type { DefinedPurpose, PurposeInput } from "./purpose.js";
import type { SensitivityCatalogue } from "./sensitivity.js";

/** How a consent service is made. */
export interface ConsentOptions {
  /** Where everything is kept. */
  readonly ledger: Ledger;
  /** The organisation that keeps the records. Only its own staff may record for a person or define purposes. */
  readonly organisation: OrganisationId;
  /** Says which fact types there are and which are special. Default: the published catalogue. */
  readonly catalogue?: SensitivityCatalogue;
}

/** Who acts, and under which key. */
export interface ActOptions {
  /** The verified party that acts. */
  readonly actor: Actor;
  /** The caller's own key, 1 to 200 characters. The same key with the same input gives back the same act. */
  readonly idempotencyKey?: string;
}

/** How a consent stands. */
export type ConsentStatus = "given" | "refused" | "withdrawn" | "expired" | "notice-superseded" | "erased";

/** How a person's consent to one purpose stands now. */
export interface ConsentRecord {
  /** Where it is kept. */
  readonly record: RecordId;
  /** The person. */
  readonly subject: SubjectId;
  /** The purpose, by its id. */
  readonly purpose: string;
  /** How it stands, by the ledger's clock. */
  readonly status: ConsentStatus;
  /** The person's last word. */
  readonly standing: RecordedAct;
}

/** What an act led to. */
export interface ConsentOutcome extends ConsentRecord {
  /** True when the same key had been used before and nothing was written now. */
  readonly replayed: boolean;
}

/** For whom and for what data is projected. */
export interface ProjectionQuery {
  /** The person. */
  readonly subject: SubjectId;
  /** The purpose, by its id. */
  readonly purpose: string;
  /** The organisation that would use the data. */
  readonly recipient: OrganisationId;
}

/** A fact that was held back. */
export interface Withheld {
  /** The fact type. */
  readonly fact: FactTypeId;
  /** Why. */
  readonly reason: ConsentReason;
}

/** The part of some data that may be used. */
export interface Projection<Data> {
  /** What is covered. */
  readonly data: Partial<Data>;
  /** What is not, and why. */
  readonly withheld: readonly Withheld[];
  /** The commit that lets the data out must require this. */
  readonly guard: Guard;
  /** The commit that lets the data out must come before this. */
  readonly validUntil?: Instant;
}

/** A gate that also keeps what it decides on. */
export interface Consent extends ConsentGate {
  /**
   * Defines a purpose, or gives it more under the same id; the same content again changes nothing. What takes something
   * away needs a new id, so a decision never becomes untrue behind the back of its guard.
   *
   * Throws `consent/invalid-input`, `consent/actor-not-allowed`, `consent/no-withdrawal-route`,
   * `consent/special-category-condition`, `consent/purpose-narrowed`; `core/unknown-fact-type`.
   */
  definePurpose(input: PurposeInput, options: Pick<ActOptions, "actor">): Promise<DefinedPurpose>;
  /** A purpose by its id. */
  purpose(id: string): Promise<DefinedPurpose | undefined>;
  /**
   * Publishes what people are told. After a material notice earlier consents no longer permit anything, and each of their
   * subjects' epochs has moved before this returns: no release that begins later succeeds on an earlier decision. If it
   * is interrupted, publish the same again: it goes on.
   *
   * Throws `consent/invalid-input`, `consent/actor-not-allowed`, `consent/purpose-unknown`.
   */
  publishNotice(input: NoticeInput, options: Pick<ActOptions, "actor">): Promise<PublishedNotice>;
  /** A rendering by its digest: exactly what people were told. */
  notice(hash: string): Promise<Notice | undefined>;
  /** A purpose's notices, oldest first. */
  notices(purpose: string): Promise<readonly PublishedNotice[]>;
  /**
   * Records a yes. It replaces what stood before, unless it was said earlier than that.
   *
   * Throws `consent/invalid-input`, `consent/actor-not-allowed`, `consent/purpose-unknown`,
   * `consent/basis-is-not-consent`, `consent/outside-purpose`, `consent/channel-not-offered`,
   * `consent/evidence-does-not-fit`, `consent/recorder-does-not-fit`, `consent/notice-unknown`,
   * `consent/notice-superseded`, `consent/explicit-expression-needed`, `consent/invalid-occurrence`,
   * `core/unknown-fact-type`.
   */
  grant(act: ConsentAct, options: ActOptions): Promise<ConsentOutcome>;
  /** Records a no. Throws as `grant` does, except that any published notice and any expression will do. */
  refuse(act: ConsentAct, options: ActOptions): Promise<ConsentOutcome>;
  /**
   * Records that consent is taken back, from any channel, also where none was given yet. Doing it again is harmless. Once
   * this returns, no release that begins later succeeds.
   *
   * Throws `consent/invalid-input`, `consent/actor-not-allowed`, `consent/purpose-unknown`,
   * `consent/basis-is-not-consent`, `consent/invalid-occurrence`.
   */
  withdraw(withdrawal: Withdrawal, options: ActOptions): Promise<ConsentOutcome>;
  /** The part of the data that may be used, by fact type, and why the rest may not. */
  project<Data extends Readonly<Record<FactTypeId, unknown>>>(
    data: Data,
    query: ProjectionQuery,
  ): Promise<Projection<Data>>;
  /** How each of a person's consents stands, in order of purpose. */
  ofSubject(subject: SubjectId): Promise<readonly ConsentRecord[]>;
  /** Everything a person said about a purpose, in the order in which it was written down. */
  history(subject: SubjectId, purpose: string): AsyncIterable<RecordedAct>;
}
