export type { HttpBody } from "./body.js";
export { formBody, jsonBody } from "./body.js";
export type { HttpClient, HttpReply } from "./client.js";
export { createHttpClient } from "./client.js";
export type { HttpCall, HttpClientOptions } from "./client-options.js";
export type { ParcelDocument } from "./courier/document.js";
export { parcelDocument } from "./courier/document.js";
export type { Inbox, InboxOptions, ParcelHandler } from "./courier/inbox.js";
export { createInbox } from "./courier/inbox.js";
export type { ReceivedParcel } from "./courier/model.js";
export type { Peer, PeerDirectory } from "./courier/peers.js";
export { fixedPeers } from "./courier/peers.js";
export type { CourierOptions, HttpCourier } from "./courier/service.js";
export { createCourier } from "./courier/service.js";
export type { HttpErrorCode } from "./errors.js";
export { HttpError, httpErrors } from "./errors.js";
export type { AddressLookup } from "./lookup.js";
export type { Reading } from "./reading.js";
export { asBytes, asJson, asNothing, asText } from "./reading.js";
export type { WebhookKeyPair } from "./webhook/key.js";
export { generateWebhookKeyPair, generateWebhookSecret } from "./webhook/key.js";
export type {
  FreshnessOptions,
  SignedWebhook,
  WebhookFault,
  WebhookHeaders,
  WebhookMessage,
  WebhookVerdict,
} from "./webhook/signature.js";
export { signWebhook, verifyWebhook } from "./webhook/signature.js";
