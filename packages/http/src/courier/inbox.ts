import {
  type Actor,
  createRepository,
  isThroughlineError,
  type Ledger,
  type OrganisationId,
  type Prepared,
  toProblem,
  transact,
} from "@throughline/core";
import { within } from "../bounds.js";
import { HttpError } from "../errors.js";
import { readLimited } from "../limited-body.js";
import { isFresh, matchWebhook } from "../webhook/signature.js";
import { memberOf, type ParcelDocument, parseJson, readParcel } from "./document.js";
import type { ReceivedParcel } from "./model.js";
import type { Peer, PeerDirectory } from "./peers.js";
import { receiptLaw, receiptOf } from "./receipt.js";

/**
 * Turns a parcel into what it changes. It only prepares: the inbox commits that together with the parcel's receipt, so the
 * effect happens once. It may be called again when records moved meanwhile, so it must do nothing else.
 *
 * What it throws becomes the answer. An error of 4xx makes the sender give up after a few tries, any other try longer.
 *
 * @param actor - The sender, as the party that acts.
 */
export type ParcelHandler = (parcel: ReceivedParcel, actor: Actor) => Promise<readonly Prepared[]>;

/** How an inbox is made. */
export interface InboxOptions {
  /** Where receipts and effects are committed. */
  readonly ledger: Ledger;
  /** The organisation that receives. */
  readonly organisation: OrganisationId;
  /** Who may send, and with which keys. */
  readonly peers: PeerDirectory;
  /** What is done with each type of parcel. */
  readonly handlers: Readonly<Record<string, ParcelHandler>>;
  /** Most bytes of a parcel, 1,024 to 16,777,216. Default 1,048,576. */
  readonly maxParcelBytes?: number;
  /** By how much a sender's clock may differ from the ledger's, in seconds, 1 to 3,600. Default 300. */
  readonly toleranceSeconds?: number;
  /** Told of every error that is not one of ours; the sender learns only that something went wrong. */
  readonly report?: (error: unknown) => void;
}

/** Takes one request. Never throws: what is wrong is answered with a problem document (RFC 9457). */
export type Inbox = (request: Request) => Promise<Response>;

interface Opened {
  readonly document: ParcelDocument;
  readonly peer: Peer;
  readonly timestamp: number;
}

async function bodyOf(request: Request, limit: number): Promise<Uint8Array> {
  if (request.method !== "POST") throw new HttpError("http/wrong-method");
  const mediaType = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") throw new HttpError("http/not-a-parcel");
  const body = await readLimited(request, limit);
  if (!body) throw new HttpError("http/parcel-too-large", { details: { maxParcelBytes: limit } });
  return body;
}

/** The sender it names is only believed once that sender's key has signed it. Nobody learns which senders are known. */
async function open(request: Request, { peers, organisation }: InboxOptions, limit: number): Promise<Opened> {
  const body = await bodyOf(request, limit);
  const value = parseJson(body);
  const peer = await peers.find(memberOf(value, "from"));
  const verdict = matchWebhook({ headers: request.headers, body }, peer?.keys ?? []);
  if (!peer || !verdict.ok) throw new HttpError("http/bad-signature");
  const document = readParcel(value);
  if (document.id !== verdict.id)
    throw new HttpError("http/malformed-parcel", { details: { members: ["id"] } });
  if (document.from !== peer.organisation) throw new HttpError("http/bad-signature");
  if (document.to !== organisation) throw new HttpError("http/wrong-recipient");
  return { document, peer, timestamp: verdict.timestamp };
}

/** A conflict is over soon; the sender's law would take a 409 for a refusal. */
function statusOf(error: unknown, status: number): number {
  return isThroughlineError(error, "ledger/conflict") ? 503 : status;
}

function answer(error: unknown): Response {
  const problem = toProblem(error);
  const status = statusOf(error, problem.status);
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (status === 405) headers.set("allow", "POST");
  return new Response(JSON.stringify({ ...problem, status }), { status, headers });
}

/**
 * Makes the place where parcels of other organisations arrive. It verifies the signature over the raw body by the keys of
 * the sender that the parcel names, checks recipient and freshness, and takes each parcel once.
 *
 * Answers 204 for a parcel that was taken, now or before; 410 to a closed peer.
 */
export function createInbox(options: InboxOptions): Inbox {
  const { ledger, handlers, report } = options;
  const limit = within("maxParcelBytes", options.maxParcelBytes ?? 1_048_576, 1024, 16_777_216);
  const toleranceSeconds = within("toleranceSeconds", options.toleranceSeconds ?? 300, 1, 3600);
  const receipts = createRepository(ledger, receiptLaw);

  async function take({ id, from, type, sentAt, data }: ParcelDocument): Promise<void> {
    const parcel = { id, from, type, sentAt };
    const handle = Object.hasOwn(handlers, parcel.type) ? handlers[parcel.type] : undefined;
    if (!handle) throw new HttpError("http/unknown-parcel-type", { details: { type: parcel.type } });
    const actor: Actor = { kind: "service", id: parcel.from, organisation: parcel.from };
    await transact(ledger, async () => {
      const receipt = await receipts.prepare(receiptOf(parcel.from, parcel.id), parcel, { actor });
      if (!receipt.change) return [receipt];
      const receivedAt = receipt.state.receivedAt ?? "";
      return [receipt, ...(await handle({ ...parcel, data, receivedAt }, actor))];
    });
  }

  async function receive(request: Request): Promise<void> {
    const { document, peer, timestamp } = await open(request, options, limit);
    const { now } = await ledger.get(receiptOf(document.from, document.id));
    if (!isFresh(timestamp, { now, toleranceSeconds })) throw new HttpError("http/stale-signature");
    if (peer.isClosed === true) throw new HttpError("http/peer-closed");
    await take(document);
  }

  return async (request) => {
    try {
      await receive(request);
      return new Response(null, { status: 204 });
    } catch (error) {
      if (!isThroughlineError(error)) report?.(error);
      return answer(error);
    }
  };
}
