import type { Channel, Fact, FactTypeId, Instant, SubjectId } from "@throughline/core";
import type { AskBucket, AskCount, AskHindrance, AskInput } from "./asks.js";
import type { Candidate, Candidates } from "./facts.js";
import type { DefinitionRef, Party, Step, StepInput } from "./model.js";
import type { ReleaseRecord } from "./projection.js";

/** A journey as its record keeps it. */
export interface JourneyState {
  /** `none` before it starts. */
  readonly status: "none" | "open" | "completed";
  /** Its id. */
  readonly id: string;
  /** The service it is in. */
  readonly definition: DefinitionRef;
  /** Where it started. */
  readonly channel: Channel;
  /** Who started it. */
  readonly startedBy: Party;
  /** The person it belongs to. Absent while nobody is known. */
  readonly subject?: SubjectId;
  /** What is known, with every source's word kept. */
  readonly facts: Candidates;
  /** How often each fact was asked for. */
  readonly asks: Readonly<Record<FactTypeId, AskCount>>;
  /** The steps that were reached, in order. */
  readonly steps: readonly Step[];
}

/** Who, when, and under which handoff: part of every event. */
export interface Happening {
  /** Who did it. */
  readonly by: Party;
  /** The ledger's clock when it was decided. */
  readonly at: Instant;
  /** The handoff whose holder did it. */
  readonly handoff?: string;
}

interface Happened<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data & Happening;
}

/** What happens to a journey. */
export type JourneyEvent =
  | Happened<"journey.started", Omit<JourneyState, "status" | "facts" | "asks" | "steps" | "startedBy">>
  | Happened<"journey.bound", { readonly subject: SubjectId }>
  | Happened<"journey.recorded", { readonly facts: readonly Candidate[] }>
  | Happened<"journey.asked", AskInput & { readonly bucket?: AskBucket }>
  | Happened<"journey.step-reached", StepInput>
  | Happened<"journey.read", ReleaseRecord>
  | Happened<"journey.completed", object>;

/** The command of a holder names the handoff; the service has checked the grant and requires it in the commit. */
interface Held {
  readonly handoff?: string;
}

/** Facts to be recorded. */
interface Recording {
  /** The facts, found to fit the catalogue. */
  readonly facts: readonly Fact[];
  /** Those of their types of which a person has several. */
  readonly several: readonly FactTypeId[];
  /** Of a holder, the channel of the handoff. */
  readonly channel?: Channel;
}

/** What may be asked of a journey. */
export type JourneyCommand =
  | {
      readonly type: "start";
      readonly id: string;
      readonly definition: DefinitionRef;
      readonly channel: Channel;
      readonly subject?: SubjectId;
    }
  | { readonly type: "bind"; readonly subject: SubjectId }
  | ({ readonly type: "record" } & Recording & Held)
  | ({ readonly type: "ask"; readonly ask: AskInput; readonly hindrance: AskHindrance } & Held)
  | ({ readonly type: "reach"; readonly step: StepInput } & Held)
  | { readonly type: "read"; readonly handoff: string; readonly release: ReleaseRecord }
  | ({ readonly type: "conclude"; readonly finish: boolean } & Recording & Held);
