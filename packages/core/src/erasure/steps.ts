import type { Actor, SubjectId } from "../actor.js";
import { consentEpoch, consentEpochOf, erasureCause } from "../consent-epoch.js";
import { fingerprint } from "../idempotency.js";
import { idOf, type RecordId } from "../ids.js";
import type { Instant } from "../json.js";
import { createRepository, type Loaded } from "../repository.js";
import { type Prepared, transact } from "../transact.js";
import { isTombstone } from "../vault.js";
import { erasureDecider } from "./decider.js";
import { ErasureError } from "./errors.js";
import type { Foundation } from "./foundation.js";
import { holdDecider, holdRecord } from "./hold-decider.js";
import { type ErasureOrder, subjectsOf } from "./model.js";
import { receiptOf, signErasureReceipt } from "./receipt.js";
import type { ErasureState } from "./stages.js";

/** An erasure at one of its stages. */
type At<Status extends ErasureState["status"]> = Loaded<ErasureState & { readonly status: Status }>;

function isAt<Status extends ErasureState["status"]>(
  loaded: Loaded<ErasureState>,
  status: Status,
): loaded is At<Status> {
  return loaded.state.status === status;
}

/** The ids of the keys that these people still have. What was handed over of the keys is overwritten. */
async function keysOf({ vault }: Foundation, subjects: readonly SubjectId[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const subject of subjects) {
    const found = await vault.find(subject);
    if (!found || isTombstone(found)) continue;
    found.bytes.fill(0);
    ids.push(found.id);
  }
  return ids;
}

async function checkAliases(
  { owns }: Foundation,
  [subject, ...aliases]: readonly SubjectId[],
): Promise<void> {
  for (const alias of aliases) {
    if (subject === undefined || !(await owns(alias, subject)))
      throw new ErasureError("erasure/alias-unproven");
  }
}

/** Closes each person's holds and moves her consent epoch: what stands or falls with the beginning. */
async function prepareEach(
  { ledger }: Foundation,
  erasure: string,
  subjects: readonly SubjectId[],
  actor: Actor,
): Promise<readonly Prepared[]> {
  const holds = createRepository(ledger, holdDecider);
  const epochs = createRepository(ledger, consentEpoch);
  const prepared: Prepared[] = [];
  for (const subject of subjects) {
    prepared.push(
      await holds.prepare(holdRecord(subject), { type: "close", subject, erasure }, { actor }),
      await epochs.prepare(
        consentEpochOf(subject),
        { type: "advance", subject, cause: erasureCause },
        { actor },
      ),
    );
  }
  return prepared;
}

/** Begins, in one commit. The same key gives the same erasure, and the same key with another order is refused. */
export async function begin(
  foundation: Foundation,
  record: RecordId,
  order: ErasureOrder,
  { actor, key }: { readonly actor: Actor; readonly key: string },
): Promise<void> {
  const { ledger, organisation } = foundation;
  const erasures = createRepository(ledger, erasureDecider);
  const subjects = subjectsOf(order);
  const { subject: _, aliases: __, kept = [], ...rest } = order;
  const decide = async () => {
    const keys = await keysOf(foundation, subjects);
    const command = { type: "begin", organisation, subjects, kept, ...rest, keys } as const;
    const begun = await erasures.prepare(record, command, { actor });
    if (!begun.change) return [begun];
    await checkAliases(foundation, subjects);
    return [begun, ...(await prepareEach(foundation, idOf(record), subjects, actor))];
  };
  await transact(ledger, decide, { idempotencyKey: key, fingerprint: fingerprint(["erasure", order]) });
}

/**
 * Destroys every key. The outside book is written first: whatever is lost between the two, the book names nobody whose
 * erasure had not begun, and everybody whose key may be gone. The other way round a restore in between would forget.
 */
async function destroyKeys(
  foundation: Foundation,
  { record, state, now }: At<"erasing" | "keys-destroyed">,
): Promise<Loaded<ErasureState>> {
  const { ledger, vault, book, worker, keyCacheSeconds, backupRetentionSeconds } = foundation;
  const { subjects } = state;
  for (const subject of subjects) await book?.add({ subject, destroyedAt: now });
  const keys = await keysOf(foundation, subjects);
  for (const subject of subjects) await vault.destroy(subject, now);
  const command = {
    type: "record-destruction",
    keys,
    keyCacheSeconds,
    backupRetentionSeconds,
    isAgain: state.status === "keys-destroyed",
  } as const;
  return await createRepository(ledger, erasureDecider).handle(record, command, { actor: worker });
}

async function areAllGone({ vault }: Foundation, subjects: readonly SubjectId[]): Promise<boolean> {
  for (const subject of subjects) {
    const found = await vault.find(subject);
    if (!found || !isTombstone(found)) return false;
  }
  return true;
}

async function sign(
  { signer }: Foundation,
  { record, state }: At<"keys-destroyed">,
  completedAt: Instant,
): Promise<string> {
  const facts = { organisation: signer.issuer, erasure: idOf(record), completedAt };
  return await signErasureReceipt(receiptOf(state, facts), signer);
}

/** Signs the receipt once no cache can hold a key; a vault that was restored meanwhile would make it a lie. */
async function complete(foundation: Foundation, loaded: At<"keys-destroyed">): Promise<Loaded<ErasureState>> {
  const { record, state, now } = loaded;
  if (now < state.completableAt) return loaded;
  if (!(await areAllGone(foundation, state.subjects))) return await destroyKeys(foundation, loaded);
  const command = {
    type: "complete",
    completedAt: now,
    receipt: await sign(foundation, loaded, now),
  } as const;
  return await createRepository(foundation.ledger, erasureDecider).handle(record, command, {
    actor: foundation.worker,
  });
}

/**
 * Takes an erasure as far as it can go now. Each step may be repeated, by many at once and after a crash: the law takes
 * only the first.
 */
export async function advance(foundation: Foundation, record: RecordId): Promise<Loaded<ErasureState>> {
  let loaded = await createRepository(foundation.ledger, erasureDecider).load(record);
  if (isAt(loaded, "erasing")) loaded = await destroyKeys(foundation, loaded);
  return isAt(loaded, "keys-destroyed") ? await complete(foundation, loaded) : loaded;
}
