import type { Fields, OrganisationId } from "@throughline/core";
import type {
  FieldValue,
  NotificationStatus,
  Notifications,
  NotificationView,
  SendRequest,
} from "@throughline/notify";
import * as z from "zod";
import { HubError } from "../errors.js";
import { atHome } from "../home.js";
import { type AnyOperation, operation } from "../operation.js";
import { languageSchema, nameSchema, oneOf } from "../shapes.js";

const fieldValue: z.ZodType<FieldValue> = z.union([
  z.string().max(20_000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(20_000).nullable()).max(1000).readonly(),
]);

const sendBody: z.ZodType<SendRequest> = z.strictObject({
  template: nameSchema,
  templateVersion: z.int().min(1),
  subject: nameSchema,
  to: z.string().min(1).max(320),
  language: languageSchema,
  data: z.record(nameSchema, fieldValue.nullable()),
} satisfies Fields<SendRequest>);

const notificationView: z.ZodType<NotificationView> = z.strictObject({
  id: z.string(),
  status: oneOf<NotificationStatus>({
    none: true,
    created: true,
    sending: true,
    accepted: true,
    failed: true,
    withheld: true,
  }),
  template: nameSchema,
  attempts: z.int().min(0),
  reason: z.string().exactOptional(),
  reference: z.string().exactOptional(),
} satisfies Fields<NotificationView>);

const senders = ["staff", "service"] as const;

/** An id that cannot be a notification's finds none. */
function notificationId(text: string | undefined): string {
  if (text === undefined || !/^ntf_[0-9a-f-]{36}$/.test(text)) throw new HubError("hub/not-found");
  return text;
}

/**
 * Notifications over HTTP, for the parties of one organisation.
 *
 * @param organisation - The one that writes: the same that `createNotifications` was given.
 */
export function notifyOperations(
  notifications: Notifications,
  organisation: OrganisationId,
): readonly AnyOperation[] {
  const send = operation({
    id: "sendNotification",
    capability: "notify",
    method: "post",
    path: "/notifications",
    summary: "Records a message to be sent. The lawful basis is asked when it goes out.",
    actors: senders,
    body: sendBody,
    answer: notificationView,
    status: 201,
    run: async ({ body, actor, idempotencyKey }) => await notifications.send(body, { actor, idempotencyKey }),
  });
  const get = operation({
    id: "getNotification",
    capability: "notify",
    method: "get",
    path: "/notifications/{notification}",
    summary: "How far a notification has come, without its address and content.",
    actors: senders,
    answer: notificationView,
    run: async ({ params }) => await notifications.get(notificationId(params["notification"])),
  });
  return [send, get].map((made) => atHome(organisation, made));
}
