import type { Sha256 } from "../digest.js";
import { LedgerError, VaultError } from "../errors.js";
import type { JsonObject, JsonValue } from "../json.js";
import { below, has, isMarked, isObject } from "./marks.js";
import { openNode, type Place, type SealedNode, sealedNodeSchema } from "./sealed-node.js";
import type { SubjectKey, SubjectKeys } from "./subject-keys.js";

/** What documents are opened with. */
export interface OpenWith {
  /** The keys of the vault. */
  readonly keys: SubjectKeys;
  /** SHA-256. */
  readonly hash: Sha256;
}

/** Where in a document one is. `shown` stops where sealed data begins, for names of members may tell of a person. */
interface Spot {
  readonly pointer: string;
  readonly shown?: string;
}

interface Work extends OpenWith {
  readonly place: Place;
}

function particulars({ place }: Work, { pointer, shown }: Spot): JsonObject {
  const { record, version, part } = place;
  return { record, version, part, pointer: shown ?? pointer };
}

function corrupt(work: Work, spot: Spot, reason: string): LedgerError {
  return new LedgerError("ledger/corrupt", { details: { ...particulars(work, spot), reason } });
}

function keyMissing(work: Work, spot: Spot): VaultError {
  return new VaultError("vault/key-missing", { details: particulars(work, spot) });
}

/** A node that names another key than the vault holds: was its name altered, or is the vault another than before? */
async function underAnotherKey(node: SealedNode, key: SubjectKey, work: Work, spot: Spot): Promise<Error> {
  const isSame = await openNode({ ...node, key: key.id }, key, work.place, spot.pointer, work.hash);
  return isSame ? corrupt(work, spot, "the name of the key") : keyMissing(work, spot);
}

async function openSealed(stored: JsonObject, spot: Spot, work: Work): Promise<JsonObject> {
  const { data: node } = sealedNodeSchema.safeParse(stored["~sealed"]);
  if (!node || Object.keys(stored).length !== 1) throw corrupt(work, spot, "the form of a sealed node");
  const { subject } = node;
  const key = await work.keys.find(subject);
  if (!key) throw keyMissing(work, spot);
  if ("destroyedAt" in key) return { "~erased": subject };
  if (key.id !== node.key) throw await underAnotherKey(node, key, work, spot);
  const opened = await openNode(node, key, work.place, spot.pointer, work.hash);
  if (!opened) throw corrupt(work, spot, "a sealed node");
  const value = await openValue(
    opened.value,
    { pointer: below(spot.pointer, "value"), shown: spot.shown ?? spot.pointer },
    work,
  );
  return { "~personal": subject, value };
}

/** A mark of erasure that no tombstone bears out is a lie, or the vault has forgotten. */
async function checkErased(stored: JsonObject, spot: Spot, work: Work): Promise<void> {
  const subject = stored["~erased"];
  if (typeof subject !== "string") throw corrupt(work, spot, "the form of a mark of erasure");
  if (await work.keys.isErased(subject)) return;
  throw new VaultError("vault/tombstone-missing", { details: particulars(work, spot) });
}

async function openMembers<Name extends string | number>(
  entries: readonly (readonly [Name, JsonValue])[],
  { pointer, shown }: Spot,
  work: Work,
): Promise<(readonly [Name, JsonValue])[]> {
  const at = (name: Name): Spot => ({
    pointer: below(pointer, name),
    ...(shown === undefined ? {} : { shown }),
  });
  return await Promise.all(
    entries.map(async ([name, member]) => [name, await openValue(member, at(name), work)] as const),
  );
}

async function openValue(value: JsonValue, spot: Spot, work: Work): Promise<JsonValue> {
  if (!isMarked(value)) return value;
  if (Array.isArray(value)) {
    const items = await openMembers([...(value as readonly JsonValue[]).entries()], spot, work);
    return items.map(([, item]) => item);
  }
  if (!isObject(value)) return value;
  if (has(value, "~sealed")) return await openSealed(value, spot, work);
  if (has(value, "~personal")) throw corrupt(work, spot, "personal data that is not sealed");
  if (has(value, "~erased")) await checkErased(value, spot, work);
  return Object.fromEntries(await openMembers(Object.entries(value), spot, work));
}

/**
 * Opens every sealed node of a stored document; those of erased subjects become marks of erasure.
 *
 * @throws LedgerError `ledger/corrupt` for what was altered or comes from elsewhere
 * @throws VaultError `vault/key-missing` and `vault/tombstone-missing` where the vault is older than the ledger
 */
export async function openDocument(document: JsonObject, place: Place, using: OpenWith): Promise<JsonObject> {
  return (await openValue(document, { pointer: "" }, { ...using, place })) as JsonObject;
}
