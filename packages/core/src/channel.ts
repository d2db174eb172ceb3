import * as z from "zod";

/** Every way a person and a service meet. */
export const channels = ["web", "app", "phone", "video", "office", "kiosk", "paper", "agent"] as const;

/** One way a person and a service meet. */
export type Channel = (typeof channels)[number];

/** Schema of {@link Channel}. */
export const channelSchema: z.ZodType<Channel> = z.enum(channels);
