import { type Actor, consentEpochOf, transact } from "@throughline/core";
import { ConsentError } from "./errors.js";
import { parseInput } from "./input.js";
import type { Consent } from "./model.js";
import { noticeHash, noticeInputSchema, noticesOf, type PublishedNotice, supersededBy } from "./notice.js";
import { purposeInputSchema, purposeOf } from "./purpose.js";
import type { PurposeState } from "./purpose-decider.js";
import { noticeRecord, purposeRecord, type Records } from "./records.js";

/** What definitions need. */
export interface DefinitionOptions {
  /** The repositories. */
  readonly records: Records;
  /** Whose purposes they are. */
  readonly organisation: string;
  /** Whether a fact type is more than ordinary. */
  readonly isSpecial: (fact: string) => boolean;
}

/** The part of {@link Consent} that says what may be asked. */
export type Definitions = Pick<Consent, "definePurpose" | "purpose" | "publishNotice" | "notice" | "notices">;

function defined({ current }: PurposeState) {
  if (!current) throw new ConsentError("consent/purpose-unknown");
  return current;
}

/**
 * Moves the epoch of everyone whose yes rests on a notice that no longer stands, so that no earlier decision holds. Runs
 * after a correction too: the run that belonged to an earlier notice may have been cut short.
 */
async function unsettle(
  { ledger, consents, epochs }: Records,
  ground: PurposeState,
  actor: Actor,
): Promise<void> {
  const { id } = defined(ground).purpose;
  for await (const found of ledger.find({ kind: "consent", name: "purpose", value: id })) {
    const { standing } = await consents.read(found);
    if (standing?.outcome !== "granted" || !supersededBy(ground.notices, standing.notice.version)) continue;
    const { subject } = standing;
    await epochs.handle(
      consentEpochOf(subject),
      { type: "advance", subject, cause: "notice.published" },
      { actor },
    );
  }
}

function lastOf({ notices }: PurposeState): PublishedNotice {
  const last = notices.at(-1);
  if (!last) throw new ConsentError("consent/notice-unknown");
  return last;
}

/** Purposes and notices on a ledger. */
export function createDefinitions({ records, organisation, isSpecial }: DefinitionOptions): Definitions {
  const { ledger, purposes, notices } = records;
  const ground = async (id: string) => (await purposes.load(purposeRecord(id))).state;
  return {
    async definePurpose(input, { actor }) {
      const purpose = purposeOf(parseInput(purposeInputSchema, input));
      const special = purpose.facts.filter(isSpecial);
      const command = { type: "define", organisation, purpose, special } as const;
      return defined((await purposes.handle(purposeRecord(purpose.id), command, { actor })).state);
    },
    purpose: async (id) => (await ground(id)).current,
    async publishNotice(input, { actor }) {
      const parsed = parseInput(noticeInputSchema, input);
      const { decisions } = await transact(ledger, async () => {
        const command = { type: "publish", organisation, notice: parsed } as const;
        const published = await purposes.prepare(purposeRecord(parsed.purpose), command, { actor });
        const texts = noticesOf(parsed, lastOf(published.state).purposeVersion).map((notice) =>
          notices.prepare(noticeRecord(noticeHash(notice)), notice, { actor }),
        );
        return [published, ...(await Promise.all(texts))] as const;
      });
      const state = decisions?.[0].state ?? (await ground(parsed.purpose));
      await unsettle(records, state, actor);
      return lastOf(state);
    },
    notice: async (hash) => (await notices.load(noticeRecord(hash))).state.notice,
    notices: async (purpose) => (await ground(purpose)).notices,
  };
}
