import { isInstant, type OrganisationId, type Parcel } from "@throughline/core";
import { HttpError } from "../errors.js";
import { disclose, hasErased } from "./disclosure.js";
import { type ParcelDocument, parcelId, parcelType } from "./document.js";
import type { WaitingParcel } from "./model.js";

/** The document that travels. Throws `core/erased` where someone in it was erased. */
export function documentOf({
  parcel,
  from,
  postedAt,
}: Pick<WaitingParcel, "parcel" | "from" | "postedAt">): ParcelDocument {
  const { id, type, to, data } = parcel;
  return { version: 1, id, type, from, to, sentAt: postedAt, data: disclose(data) };
}

const rules: Readonly<Record<string, (parcel: Parcel) => boolean>> = {
  id: ({ id }) => parcelId.safeParse(id).success,
  type: ({ type }) => parcelType.safeParse(type).success,
  data: ({ data }) => !hasErased(data),
  expires: ({ expires }) => expires === undefined || isInstant(expires),
};

/**
 * Refuses a parcel that could never arrive, before it is posted.
 *
 * @throws HttpError `http/malformed-parcel`, `http/parcel-too-large`.
 */
export function checkParcel(parcel: Parcel, from: OrganisationId, maxParcelBytes: number): void {
  const members = Object.keys(rules).filter((name) => rules[name]?.(parcel) === false);
  if (members.length > 0) throw new HttpError("http/malformed-parcel", { details: { members } });
  const document = documentOf({ parcel, from, postedAt: "2000-01-01T00:00:00.000Z" });
  const bytes = new TextEncoder().encode(JSON.stringify(document)).byteLength;
  if (bytes > maxParcelBytes)
    throw new HttpError("http/parcel-too-large", { details: { bytes, maxParcelBytes } });
}
